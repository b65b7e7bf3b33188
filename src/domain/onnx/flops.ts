// FLOPs of one node. One multiply-add is two FLOPs; the accumulator starts at the bias, so a bias adds nothing.
// The formulas, and what is not counted yet, are explained in docs/price.md.

import { elementCount } from '../../protocol/tensor.ts';
import { intAttribute } from './attributes.ts';
import type { OnnxModel, OnnxNode } from './model.ts';

type Shape = readonly number[];
type Formula = (node: OnnxNode, inputs: readonly [Shape, Shape], output: Shape) => number;

const FORMULAS: ReadonlyMap<string, Formula> = new Map<string, Formula>([
  // Weight [M, C / group, kernel...]: every output sums over the window and the group's channels, padding included.
  ['Conv', (_node, [, weight], output) => 2 * elementCount(output) * elementCount(weight.slice(1))],
  // Weight [C, M / group, kernel...]: every input is spread over the window, what falls outside included.
  ['ConvTranspose', (_node, [x, weight]) => 2 * elementCount(x) * elementCount(weight.slice(1))],
  ['Gemm', (node, [a], output) => 2 * elementCount(output) * a[intAttribute(node, 'transA') ? 0 : 1]!],
  ['MatMul', (_node, [a], output) => 2 * elementCount(output) * a.at(-1)!],
]);

/** The formula of an operator that is counted; undefined for those that cost nothing in this count. */
export function formulaOf(node: OnnxNode): Formula | undefined {
  return node.domain === '' ? FORMULAS.get(node.opType) : undefined;
}

/** Matrix work in disguise: quantized, fused, recurrent. Left at no cost, it would be done for nothing. */
const HEAVY = /attention|matmul|gemm|conv|lstm|gru|^rnn$|einsum|moe/i;

/**
 * What keeps a node from an honest count, in words; undefined if nothing does. Bodies of If, Loop and Scan are
 * fine while they hold no matrix work.
 */
export function whyUncountable(node: OnnxNode, model: OnnxModel): string | undefined {
  if (model.functions.has(`${node.domain}:${node.opType}`)) {
    return `${node.opType} is a function of the model's own: inline it before the export`;
  }
  if (HEAVY.test(node.opType) && !formulaOf(node)) {
    return `${node.domain === '' ? '' : `${node.domain}.`}${node.opType} does matrix work that the price does not know yet`;
  }
  const inside = node.bodyNodes.find(
    (body) => formulaOf(body) !== undefined || whyUncountable(body, model) !== undefined,
  );
  return inside && `${node.opType} has ${inside.opType} in its body, and how often that runs is not known`;
}
