// Operators that pick elements: by position, by index tensors, by size.

import { intAttribute } from '../attributes.ts';
import { listArgument, resolveAxes, resolveAxis } from '../axes.ts';
import { unflatten } from '../broadcast.ts';
import { shapeText, tensorFact, type Fact } from '../fact.ts';
import { pick } from '../rearrange.ts';
import { unfit, type Rule } from '../rule.ts';

const slice: Rule = (call) => {
  const x = call.inputs[0];
  const starts = listArgument(call, 'starts', 1);
  const ends = listArgument(call, 'ends', 2);
  const axes = listArgument(call, 'axes', 3);
  const steps = listArgument(call, '', 4);
  if (!x?.shape || typeof starts === 'string' || typeof ends === 'string') return undefined;
  if (axes === 'unknown' || steps === 'unknown') return undefined;
  const cut = resolveAxes(call.node, axes === 'none' ? starts.map((_, n) => n) : axes, x.shape.length);
  let result: Fact = x;
  cut.forEach((axis, n) => {
    const { shape, values } = result as Fact & { shape: readonly number[] };
    const step = steps === 'none' ? 1 : (steps[n] ?? 1);
    if (step === 0 || ends[n] === undefined) throw unfit(call.node, 'its starts, ends and steps do not fit.');
    const { first, count } = sliceRange(shape[axis]!, starts[n]!, ends[n], step);
    const positions = (): number[] => Array.from({ length: count }, (_, k) => first + k * step);
    result = tensorFact(
      x.dtype,
      shape.with(axis, count),
      () => values && pick({ shape, values }, axis, positions()).values,
    );
  });
  return [result];
};

/** Negative positions count from the end, and those outside are clamped, as in NumPy. */
function sliceRange(
  size: number,
  start: number,
  end: number,
  step: number,
): { first: number; count: number } {
  const [lowest, highest] = step > 0 ? [0, size] : [-1, size - 1];
  const place = (position: number): number =>
    Math.max(lowest, Math.min(highest, position < 0 ? position + size : position));
  const first = step > 0 ? place(start) : Math.max(0, place(start));
  return { first, count: Math.max(0, Math.ceil((place(end) - first) / step)) };
}

const gather: Rule = ({ node, inputs: [x, indices] }) => {
  if (!x?.shape || !indices?.shape) return undefined;
  const { shape, values } = x;
  const axis = resolveAxis(node, intAttribute(node, 'axis') ?? 0, shape.length);
  const gathered = [...shape.slice(0, axis), ...indices.shape, ...shape.slice(axis + 1)];
  return [
    tensorFact(x.dtype, gathered, () => {
      const positions = indices.values?.map((index) => (index < 0 ? index + shape[axis]! : index));
      if (!values || !positions) return undefined;
      if (positions.some((position) => !(position >= 0 && position < shape[axis]!))) {
        throw unfit(
          node,
          `there is no element ${shapeText(indices.values ?? [])} on axis ${axis} of ${shapeText(shape)}.`,
        );
      }
      return pick({ shape, values }, axis, positions).values;
    }),
  ];
};

const gatherElements: Rule = ({ inputs: [x, indices] }) =>
  x && indices?.shape && [tensorFact(x.dtype, indices.shape)];

/** The last axis of the indices says how many leading axes (after `batch_dims`) one index fixes. */
const gatherNd: Rule = ({ node, inputs: [x, indices] }) => {
  if (!x?.shape || !indices?.shape) return undefined;
  const fixed = (intAttribute(node, 'batch_dims') ?? 0) + (indices.shape.at(-1) ?? 0);
  if (indices.shape.length === 0 || fixed > x.shape.length) {
    throw unfit(node, `indices ${shapeText(indices.shape)} do not fit ${shapeText(x.shape)}.`);
  }
  return [tensorFact(x.dtype, [...indices.shape.slice(0, -1), ...x.shape.slice(fixed)])];
};

const topK: Rule = ({ node, inputs: [x, k] }) => {
  const count = k ? k.values?.[0] : intAttribute(node, 'k');
  if (!x?.shape || count === undefined) return undefined;
  const axis = resolveAxis(node, intAttribute(node, 'axis') ?? -1, x.shape.length);
  if (count < 0 || count > x.shape[axis]!) {
    throw unfit(node, `axis ${axis} of ${shapeText(x.shape)} has no ${count} elements.`);
  }
  const shape = x.shape.with(axis, count);
  return [tensorFact(x.dtype, shape), tensorFact('int64', shape)];
};

const oneHot: Rule = ({ node, inputs: [indices, depth, values] }) => {
  if (!indices?.shape || depth?.values?.[0] === undefined) return undefined;
  const axis = resolveAxis(node, intAttribute(node, 'axis') ?? -1, indices.shape.length + 1);
  return [tensorFact(values?.dtype, indices.shape.toSpliced(axis, 0, Math.trunc(depth.values[0])))];
};

/** How many elements are not zero is known only for small constants (older exports of `arange`). */
const nonZero: Rule = ({ inputs: [x] }) => {
  if (!x?.shape || !x.values) return undefined;
  const { shape, values } = x;
  const found = values.flatMap((value, flat) => (value === 0 ? [] : [unflatten(flat, shape)]));
  const rows = shape.map((_, axis) => found.map((index) => index[axis]!));
  return [tensorFact('int64', [shape.length, found.length], () => rows.flat())];
};

export const selectRules: Record<string, Rule> = {
  Slice: slice,
  Gather: gather,
  GatherElements: gatherElements,
  GatherND: gatherNd,
  TopK: topK,
  OneHot: oneHot,
  NonZero: nonZero,
};
