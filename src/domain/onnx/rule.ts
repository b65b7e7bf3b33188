// Shape inference maps the facts of a node's inputs to those of its outputs, through one rule per operator.
// This is what a rule takes, gives and throws; the rules stand in operators/.

import { TabloomError } from '../../protocol/errors.ts';
import type { Fact } from './fact.ts';
import { nodeLabel, type OnnxNode } from './model.ts';

/** One node as its rule sees it; an input that is left out is undefined. */
export type OpCall = { node: OnnxNode; inputs: readonly (Fact | undefined)[]; opset: number };

/**
 * Facts of the node's outputs, in their order; undefined or too few where nothing can be said. Throws
 * `inputs_unfit` where shapes contradict each other and `model_unreadable` where attributes make no sense.
 */
export type Rule = (call: OpCall) => readonly Fact[] | undefined;

/** The node cannot work on the shapes that the inputs lead to. */
export function unfit(node: OnnxNode, problem: string): TabloomError {
  return new TabloomError('inputs_unfit', `${nodeLabel(node)}: ${problem} Check the sizes of the inputs.`);
}

/** The node itself is malformed, whatever the inputs. */
export function unreadable(node: OnnxNode, problem: string): TabloomError {
  return new TabloomError('model_unreadable', `${nodeLabel(node)}: ${problem}`);
}
