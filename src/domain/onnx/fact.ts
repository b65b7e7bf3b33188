// What is known of a tensor before the model runs: element type, shape and, for small ones, the elements.

import { elementCount } from '../../protocol/tensor.ts';
import type { ElementType } from './elementTypes.ts';

/** Longer tensors are data, not shapes: their elements are not followed. */
const MAX_VALUES = 1024;

/** No shape is computed in more axes; a hostile model could make following them slow. */
const MAX_RANK = 16;

export type Fact = {
  dtype: ElementType | undefined;
  shape: readonly number[] | undefined;
  /**
   * Row-major elements, if known and at most MAX_VALUES; false and true are 0 and 1. Elements of int64 beyond
   * 2^53 are approximate, which clamping "to the end" (2^63 - 1) bears.
   */
  values: readonly number[] | undefined;
};

export const UNKNOWN: Fact = { dtype: undefined, shape: undefined, values: undefined };

/** A fact with a shape; `values` is called only if the tensor is small enough to be followed. */
export function tensorFact(
  dtype: ElementType | undefined,
  shape: readonly number[],
  values?: () => readonly number[] | undefined,
): Fact {
  const count = elementCount(shape);
  if (count === 0) return { dtype, shape, values: [] };
  const isFollowed = count <= MAX_VALUES && shape.length <= MAX_RANK;
  return { dtype, shape, values: isFollowed ? values?.() : undefined };
}

export function shapeText(shape: readonly (number | string)[]): string {
  return `[${shape.join(', ')}]`;
}
