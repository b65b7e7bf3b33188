// Multidirectional broadcasting as in NumPy: of shapes, and of the elements of small tensors.
// Source: Broadcasting.md of github.com/onnx/onnx.

import { elementCount } from '../../protocol/tensor.ts';
import { shapeText } from './fact.ts';
import type { OnnxNode } from './model.ts';
import { unfit } from './rule.ts';

/** Throws `inputs_unfit` for sizes that differ and are not 1. */
export function broadcastShapes(node: OnnxNode, shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) => {
    let size = 1;
    for (const shape of shapes) {
      const own = shape[axis - rank + shape.length] ?? 1;
      if (own !== 1 && size !== 1 && own !== size) {
        throw unfit(node, `shapes ${shapes.map(shapeText).join(' and ')} do not go together.`);
      }
      if (own !== 1) size = own;
    }
    return size;
  });
}

export type SmallTensor = { shape: readonly number[]; values: readonly number[] };

/** `combine` for every element of `shape`, to which the operands broadcast. */
export function broadcastValues(
  shape: readonly number[],
  operands: readonly SmallTensor[],
  combine: (...elements: number[]) => number,
): number[] {
  const strides = operands.map((operand) => broadcastStrides(operand.shape, shape.length));
  return Array.from({ length: elementCount(shape) }, (_, flat) => {
    const index = unflatten(flat, shape);
    return combine(...operands.map(({ values }, n) => values[dot(index, strides[n]!)]!));
  });
}

/** Row-major position → index per axis. */
export function unflatten(flat: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  let rest = flat;
  for (const size of shape.toReversed()) {
    index.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return index;
}

/** Row-major strides in elements. */
export function stridesOf(shape: readonly number[]): number[] {
  return shape.map((_, axis) => elementCount(shape.slice(axis + 1)));
}

export function dot(index: readonly number[], strides: readonly number[]): number {
  return index.reduce((sum, position, axis) => sum + position * strides[axis]!, 0);
}

function broadcastStrides(shape: readonly number[], rank: number): number[] {
  const own = stridesOf(shape).map((stride, axis) => (shape[axis] === 1 ? 0 : stride));
  return [...Array.from<number>({ length: rank - shape.length }).fill(0), ...own];
}
