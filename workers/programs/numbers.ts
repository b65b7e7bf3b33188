// The elements of a tensor as JavaScript numbers, and the questions programs ask of them.

import { halfToNumber } from '../../src/util/half.ts';
import { BYTES_PER_ELEMENT, type Tensor } from '../../src/protocol/tensor.ts';

export type Numbers = Float64Array | Float32Array | Int32Array | Int8Array | Uint8Array;

/** A view where the type has one and the bytes are aligned; int64 as the nearest double, float16 as float32. */
export function numbersOf({ dtype, bytes }: Tensor): Numbers {
  const size = BYTES_PER_ELEMENT[dtype];
  const aligned = bytes.byteOffset % size === 0 ? bytes : new Uint8Array(bytes);
  const view = [aligned.buffer, aligned.byteOffset, aligned.byteLength / size] as const;
  switch (dtype) {
    case 'float64':
      return new Float64Array(...view);
    case 'float32':
      return new Float32Array(...view);
    case 'float16':
      return Float32Array.from(new Uint16Array(...view), halfToNumber);
    case 'int64':
      return Float64Array.from(new BigInt64Array(...view), Number);
    case 'int32':
      return new Int32Array(...view);
    case 'int8':
      return new Int8Array(...view);
    case 'uint8':
    case 'bool':
      return new Uint8Array(...view);
  }
}

/** Index of the largest number of `numbers[start]` to `numbers[end - 1]`, counted from `start`; the lowest of equals. */
export function argmax(numbers: Numbers, start: number, end: number): number {
  let best = start;
  let largest = numbers[start]!;
  for (let i = start + 1; i < end; i++) {
    const value = numbers[i]!;
    if (value > largest) {
      largest = value;
      best = i;
    }
  }
  return best - start;
}

/** Index of the first NaN or infinity, or -1. */
export function firstNotFinite(numbers: Numbers): number {
  // A finite number minus itself is 0, anything else is NaN: a quarter of the time of Number.isFinite per element.
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i]!;
    if (value - value !== 0) return i;
  }
  return -1;
}
