// Walks the graph once: shapes of everything, FLOPs of what is counted. The price of a job rests on this.

import { TabloomError } from '../../protocol/errors.ts';
import type { ElementType } from './elementTypes.ts';
import { shapeText, UNKNOWN, type Fact } from './fact.ts';
import { assertInputsFit, type TensorSpec } from './fitInputs.ts';
import { formulaOf, whyUncountable } from './flops.ts';
import { liveNodes } from './liveNodes.ts';
import { nodeLabel, type OnnxModel, type OnnxNode } from './model.ts';
import { ruleOf } from './operators/ruleOf.ts';
import { unfit } from './rule.ts';

export type Analysis = {
  /** For one run on these inputs; a multiply-add is two. */
  flops: number;
  /** A shape is undefined if only the run gives it. */
  outputs: Record<string, { dtype: ElementType | undefined; shape: readonly number[] | undefined }>;
  /** Operators that run and cost nothing in this count, sorted. */
  uncounted: string[];
};

/** A tensor of the graph: what is known of it, and where it comes from. */
type Traced = Fact & {
  /** Made of the model's constants alone: an engine computes it once, when it loads the model. */
  constant: boolean;
  /** The operator at which the shape was lost. */
  lostAt: string | undefined;
};

/**
 * Only nodes that reach an output cost something, after constant folding. Throws `inputs_unfit` for inputs that
 * the model does not take, and `model_unreadable` if the FLOPs cannot be told, naming the operator that stopped
 * the count.
 */
export function analyse(model: OnnxModel, inputShapes: Readonly<Record<string, TensorSpec>>): Analysis {
  assertInputsFit(model.inputs, inputShapes);
  const tensors = traceGiven(model, inputShapes);
  const uncounted = new Set<string>();
  let flops = 0;
  for (const node of liveNodes(model)) {
    const inputs = node.inputs.map((name) => tensors.get(name));
    const outputs = traceNode(model, node, inputs, tensors);
    node.outputs.forEach((name, index) => tensors.set(name, outputs[index]!));
    if (outputs.every(({ constant }) => constant)) continue;
    if (formulaOf(node)) flops += countNode(model, node, inputs, outputs);
    else uncounted.add(node.opType);
  }
  if (!Number.isSafeInteger(flops)) {
    throw new TabloomError('inputs_unfit', 'One run takes more than 9e15 FLOPs. Use fewer rows per batch.');
  }
  return { flops, outputs: outputsOf(model, tensors), uncounted: [...uncounted].sort() };
}

function traceGiven(
  model: OnnxModel,
  inputShapes: Readonly<Record<string, TensorSpec>>,
): Map<string, Traced> {
  const tensors = new Map<string, Traced>();
  for (const [name, fact] of model.initializers) {
    tensors.set(name, { ...fact, constant: true, lostAt: undefined });
  }
  for (const { name, dtype } of model.inputs) {
    const shape = inputShapes[name]?.shape;
    tensors.set(name, { dtype, shape, values: undefined, constant: false, lostAt: undefined });
  }
  return tensors;
}

function traceNode(
  model: OnnxModel,
  node: OnnxNode,
  inputs: readonly (Traced | undefined)[],
  tensors: ReadonlyMap<string, Traced>,
): Traced[] {
  const captured = node.captures.map((name) => tensors.get(name));
  const sources = [...inputs, ...captured].filter((source) => source !== undefined);
  const constant = !isRandom(node) && sources.every((source) => source.constant);
  const stopped = constant ? undefined : whyUncountable(node, model);
  if (stopped) throw new TabloomError('model_unreadable', `The work cannot be counted: ${stopped}.`);
  const facts = ruleOf(node)?.({ node, inputs, opset: model.opset }) ?? [];
  const lostBefore = sources.find(({ lostAt }) => lostAt !== undefined)?.lostAt;
  return node.outputs.map((_, index) => {
    const fact = facts[index] ?? UNKNOWN;
    if (fact.shape && !fact.shape.every(isSize)) throw unfit(node, `it would give ${shapeText(fact.shape)}.`);
    return { ...fact, constant, lostAt: fact.shape ? undefined : (lostBefore ?? nodeLabel(node)) };
  });
}

const isSize = (size: number): boolean => Number.isSafeInteger(size) && size >= 0;

/** Without inputs, yet no constants. */
const isRandom = ({ opType }: OnnxNode): boolean => /^Random|^Bernoulli$|^Multinomial$/.test(opType);

function countNode(
  model: OnnxModel,
  node: OnnxNode,
  inputs: readonly (Traced | undefined)[],
  outputs: readonly Traced[],
): number {
  const [left, right] = inputs;
  const output = outputs[0];
  if (!left || !right || !output) {
    throw new TabloomError('model_unreadable', `${nodeLabel(node)} lacks an input or output.`);
  }
  if (!left.shape || !right.shape || !output.shape) {
    const culprit = left.lostAt ?? right.lostAt ?? output.lostAt;
    throw new TabloomError(
      'model_unreadable',
      `The work cannot be counted: ${nodeLabel(node)} needs a shape that is lost at ${culprit} (operator set ${model.opset}).`,
    );
  }
  return formulaOf(node)!(node, [left.shape, right.shape], output.shape);
}

function outputsOf(model: OnnxModel, tensors: ReadonlyMap<string, Traced>): Analysis['outputs'] {
  return Object.fromEntries(
    model.outputs.map(({ name, dtype }) => {
      const traced = tensors.get(name);
      return [name, { dtype: traced?.dtype ?? dtype, shape: traced?.shape }];
    }),
  );
}
