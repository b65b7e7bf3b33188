// Elements of small tensors, moved: picked along an axis, joined, transposed. Row-major in and out.

import { elementCount } from '../../protocol/tensor.ts';
import { dot, stridesOf, unflatten, type SmallTensor } from './broadcast.ts';

/** Keeps `positions` of an axis, in their order. */
export function pick(
  { shape, values }: SmallTensor,
  axis: number,
  positions: readonly number[],
): SmallTensor {
  const inner = elementCount(shape.slice(axis + 1));
  const outer = elementCount(shape.slice(0, axis));
  const picked: number[] = [];
  for (let block = 0; block < outer; block++) {
    for (const position of positions) {
      const start = (block * shape[axis]! + position) * inner;
      picked.push(...values.slice(start, start + inner));
    }
  }
  return { shape: shape.with(axis, positions.length), values: picked };
}

/** One after the other along an axis. */
export function join(tensors: readonly SmallTensor[], axis: number): number[] {
  const blockOf = ({ shape }: SmallTensor): number => elementCount(shape.slice(axis));
  const outer = elementCount(tensors[0]?.shape.slice(0, axis) ?? []);
  return Array.from({ length: outer }, (_, block) =>
    tensors.flatMap((tensor) => tensor.values.slice(block * blockOf(tensor), (block + 1) * blockOf(tensor))),
  ).flat();
}

export function transpose({ shape, values }: SmallTensor, order: readonly number[]): number[] {
  const strides = stridesOf(shape);
  const newShape = order.map((axis) => shape[axis]!);
  const newStrides = order.map((axis) => strides[axis]!);
  return values.map((_, flat) => values[dot(unflatten(flat, newShape), newStrides)]!);
}
