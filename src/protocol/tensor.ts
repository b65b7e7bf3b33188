// A tensor in memory: what the codecs (safetensors, npy, inline values) and the engines pass around.

import type { DType } from './program.ts';

export type Tensor = {
  dtype: DType;
  shape: readonly number[];
  /** Row-major, little-endian; length = product of shape times BYTES_PER_ELEMENT[dtype]. */
  bytes: Uint8Array;
};

export const BYTES_PER_ELEMENT: Record<DType, number> = {
  float64: 8,
  int64: 8,
  float32: 4,
  int32: 4,
  float16: 2,
  uint8: 1,
  int8: 1,
  bool: 1,
};

/** Number of elements of a shape; 1 for a scalar. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, dimension) => product * dimension, 1);
}
