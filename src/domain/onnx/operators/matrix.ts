// Shapes of matrix products.

import { intAttribute } from '../attributes.ts';
import { broadcastShapes } from '../broadcast.ts';
import { shapeText, tensorFact } from '../fact.ts';
import { unfit, type Rule } from '../rule.ts';

/** A [M, K] or transposed, B [K, N] or transposed → [M, N]. */
const gemm: Rule = ({ node, inputs: [a, b] }) => {
  if (!a?.shape || !b?.shape) return undefined;
  if (a.shape.length !== 2 || b.shape.length !== 2) throw mismatch(node, a.shape, b.shape);
  const [m, k] = intAttribute(node, 'transA') ? a.shape.toReversed() : a.shape;
  const [l, n] = intAttribute(node, 'transB') ? b.shape.toReversed() : b.shape;
  if (k !== l) throw mismatch(node, a.shape, b.shape);
  return [tensorFact(a.dtype, [m!, n!])];
};

/** [batch..., M, K] × [batch..., K, N] → [batch..., M, N]; a vector loses its axis again, as in NumPy. */
const matMul: Rule = ({ node, inputs: [a, b] }) => {
  if (!a?.shape || !b?.shape) return undefined;
  if (a.shape.length === 0 || b.shape.length === 0) throw mismatch(node, a.shape, b.shape);
  const left = a.shape.length === 1 ? [1, ...a.shape] : a.shape;
  const right = b.shape.length === 1 ? [...b.shape, 1] : b.shape;
  if (left.at(-1) !== right.at(-2)) throw mismatch(node, a.shape, b.shape);
  const batch = broadcastShapes(node, [left.slice(0, -2), right.slice(0, -2)]);
  const rows = a.shape.length === 1 ? [] : [left.at(-2)!];
  const columns = b.shape.length === 1 ? [] : [right.at(-1)!];
  return [tensorFact(a.dtype, [...batch, ...rows, ...columns])];
};

const mismatch = (node: Parameters<typeof unfit>[0], a: readonly number[], b: readonly number[]): Error =>
  unfit(node, `matrices ${shapeText(a)} and ${shapeText(b)} cannot be multiplied.`);

export const matrixRules: Record<string, Rule> = { Gemm: gemm, MatMul: matMul };
