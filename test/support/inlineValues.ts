// Output values as a host would send them, and generators of them for property tests.

import fc from 'fast-check';
import { BYTES_PER_ELEMENT } from '../../src/protocol/tensor.ts';
import type { DType } from '../../src/protocol/program.ts';
import type { TensorValue, TextValue } from '../../src/protocol/values.ts';

const ARRAYS = {
  float64: Float64Array,
  float32: Float32Array,
  int32: Int32Array,
  int8: Int8Array,
  uint8: Uint8Array,
  bool: Uint8Array,
} as const;

export function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

/** An inline tensor of these numbers; float16 and int64 are made from bits with `tensorOfBytes`. */
export function tensorOf(
  dtype: keyof typeof ARRAYS,
  shape: number[],
  numbers: readonly number[],
): TensorValue {
  const elements = new ARRAYS[dtype](numbers);
  return tensorOfBytes(dtype, shape, new Uint8Array(elements.buffer));
}

export function tensorOfBytes(dtype: DType, shape: number[], bytes: Uint8Array): TensorValue {
  return { type: 'tensor', dtype, shape, data: base64Of(bytes) };
}

export function textOf(...values: string[]): TextValue {
  return { type: 'text', values };
}

/** Bytes that fill `count` elements of `dtype`, all of them finite. */
export function finiteBytes(dtype: DType, count: number): fc.Arbitrary<Uint8Array> {
  if (dtype === 'float32' || dtype === 'float64') {
    const element =
      dtype === 'float32'
        ? fc.float({ noNaN: true, noDefaultInfinity: true })
        : fc.double({ noNaN: true, noDefaultInfinity: true });
    return fc
      .array(element, { minLength: count, maxLength: count })
      .map((numbers) => new Uint8Array(new ARRAYS[dtype](numbers).buffer));
  }
  const bytes = count * BYTES_PER_ELEMENT[dtype];
  return fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((filled) => {
    // An exponent of all ones is infinity or NaN.
    if (dtype === 'float16') for (let i = 1; i < filled.length; i += 2) filled[i]! &= 0xbf;
    return filled;
  });
}
