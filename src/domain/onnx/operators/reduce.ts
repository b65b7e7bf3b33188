// Operators that fold axes into one number: sums, means, the place of the largest.

import { intAttribute } from '../attributes.ts';
import { listArgument, resolveAxes, resolveAxis } from '../axes.ts';
import { tensorFact } from '../fact.ts';
import type { Rule } from '../rule.ts';

/** `total` follows the elements of a small tensor that is reduced as a whole (the usual case in shapes). */
const reduce =
  (total?: (values: readonly number[]) => number): Rule =>
  (call) => {
    const { node, inputs } = call;
    const x = inputs[0];
    const given = listArgument(call, 'axes', 1);
    if (!x?.shape || given === 'unknown') return undefined;
    const { shape, values } = x;
    const axes = given === 'none' ? [] : resolveAxes(node, given, shape.length);
    if (axes.length === 0 && intAttribute(node, 'noop_with_empty_axes') === 1) {
      return [tensorFact(x.dtype, shape, () => values)];
    }
    const gone = new Set(axes.length === 0 ? shape.map((_, axis) => axis) : axes);
    const result = foldShape(shape, gone, intAttribute(node, 'keepdims') !== 0);
    const whole = gone.size === shape.length && values !== undefined && values.length > 0;
    return [tensorFact(x.dtype, result, () => (whole && total ? [total(values)] : undefined))];
  };

const argument: Rule = ({ node, inputs: [x] }) => {
  if (!x?.shape) return undefined;
  const axis = resolveAxis(node, intAttribute(node, 'axis') ?? 0, x.shape.length);
  return [tensorFact('int64', foldShape(x.shape, new Set([axis]), intAttribute(node, 'keepdims') !== 0))];
};

function foldShape(shape: readonly number[], gone: ReadonlySet<number>, keepsAxes: boolean): number[] {
  return keepsAxes
    ? shape.map((size, axis) => (gone.has(axis) ? 1 : size))
    : shape.filter((_, axis) => !gone.has(axis));
}

export const reduceRules: Record<string, Rule> = {
  ReduceSum: reduce((values) => values.reduce((sum, value) => sum + value, 0)),
  ReduceProd: reduce((values) => values.reduce((product, value) => product * value, 1)),
  ReduceMax: reduce((values) => Math.max(...values)),
  ReduceMin: reduce((values) => Math.min(...values)),
  ReduceMean: reduce(),
  ReduceL1: reduce(),
  ReduceL2: reduce(),
  ReduceLogSum: reduce(),
  ReduceLogSumExp: reduce(),
  ReduceSumSquare: reduce(),
  ArgMax: argument,
  ArgMin: argument,
};
