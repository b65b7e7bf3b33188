// Operators that make tensors longer or shorter as a whole: joined, split, padded, repeated, expanded.

import { intAttribute } from '../attributes.ts';
import { listArgument, resolveAxes, resolveAxis } from '../axes.ts';
import { broadcastShapes, broadcastValues } from '../broadcast.ts';
import { shapeText, tensorFact } from '../fact.ts';
import { join, pick } from '../rearrange.ts';
import { unfit, type Rule } from '../rule.ts';

const concat: Rule = ({ node, inputs }) => {
  const parts = inputs.map((input) => input?.shape).filter((shape) => shape !== undefined);
  const first = parts[0];
  if (!first || parts.length < inputs.length) return undefined;
  const axis = resolveAxis(node, intAttribute(node, 'axis') ?? 1, first.length);
  const fits = parts.every(
    (part) => part.length === first.length && part.every((size, n) => n === axis || size === first[n]),
  );
  if (!fits)
    throw unfit(node, `shapes ${parts.map(shapeText).join(' and ')} cannot be joined on axis ${axis}.`);
  const length = parts.reduce((sum, part) => sum + part[axis]!, 0);
  return [
    tensorFact(inputs[0]?.dtype, first.with(axis, length), () => {
      const tensors = inputs.map((input) => ({ shape: input?.shape ?? [], values: input?.values }));
      return tensors.every((tensor) => tensor.values !== undefined)
        ? join(tensors as { shape: readonly number[]; values: readonly number[] }[], axis)
        : undefined;
    }),
  ];
};

const split: Rule = (call) => {
  const x = call.inputs[0];
  const given = listArgument(call, 'split', 1);
  if (!x?.shape || given === 'unknown') return undefined;
  const { shape, values } = x;
  const axis = resolveAxis(call.node, intAttribute(call.node, 'axis') ?? 0, shape.length);
  const lengths = given === 'none' ? evenLengths(shape[axis]!, call.node.outputs.length) : given;
  if (lengths.reduce((sum, length) => sum + length, 0) !== shape[axis]) {
    throw unfit(
      call.node,
      `lengths ${shapeText(lengths)} do not add up to axis ${axis} of ${shapeText(shape)}.`,
    );
  }
  let start = 0;
  return lengths.map((length) => {
    const begin = start;
    start += length;
    const positions = (): number[] => Array.from({ length }, (_, n) => begin + n);
    return tensorFact(
      x.dtype,
      shape.with(axis, length),
      () => values && pick({ shape, values }, axis, positions()).values,
    );
  });
};

/** The last part is shorter if the size does not divide. */
function evenLengths(size: number, parts: number): number[] {
  const length = Math.ceil(size / parts);
  return Array.from({ length: parts }, (_, n) => Math.max(0, Math.min(length, size - n * length)));
}

const pad: Rule = (call) => {
  const { node, inputs, opset } = call;
  const x = inputs[0];
  const pads = listArgument(call, opset < 2 ? 'paddings' : 'pads', 1);
  const axes = listArgument(call, '', 3);
  if (!x?.shape || typeof pads === 'string' || axes === 'unknown') return undefined;
  const { shape } = x;
  const padded = axes === 'none' ? shape.map((_, axis) => axis) : resolveAxes(node, axes, shape.length);
  const sizes = [...shape];
  padded.forEach((axis, n) => {
    sizes[axis] = shape[axis]! + (pads[n] ?? 0) + (pads[n + padded.length] ?? 0);
  });
  if (pads.length !== 2 * padded.length) {
    throw unfit(node, `padding ${shapeText(pads)} does not fit ${shapeText(shape)}.`);
  }
  return [tensorFact(x.dtype, sizes)];
};

const tile: Rule = ({ node, inputs: [x, repeats], opset }) => {
  if (!x?.shape || !repeats?.values || opset < 6) return undefined;
  const times = repeats.values;
  if (times.length !== x.shape.length) {
    throw unfit(node, `${shapeText(x.shape)} cannot be repeated ${shapeText(times)} times.`);
  }
  return [
    tensorFact(
      x.dtype,
      x.shape.map((size, axis) => size * times[axis]!),
    ),
  ];
};

const expand: Rule = ({ node, inputs: [x, target] }) => {
  if (!x?.shape || !target?.values) return undefined;
  const { shape, values } = x;
  const expanded = broadcastShapes(node, [shape, target.values]);
  return [
    tensorFact(
      x.dtype,
      expanded,
      () => values && broadcastValues(expanded, [{ shape, values }], (value) => value),
    ),
  ];
};

export const extentRules: Record<string, Rule> = {
  Concat: concat,
  Split: split,
  Pad: pad,
  Tile: tile,
  Expand: expand,
};
