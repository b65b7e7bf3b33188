// decode(encode(x)) = x, the layout of the format's own description, and an error for every kind of damage.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TabloomError } from './errors.ts';
import { DType } from './program.ts';
import { decodeSafetensors, encodeSafetensors } from './safetensors.ts';
import { BYTES_PER_ELEMENT, elementCount, type Tensor } from './tensor.ts';

const tensor: fc.Arbitrary<Tensor> = fc
  .tuple(fc.constantFrom(...DType.options), fc.array(fc.nat(4), { maxLength: 4 }))
  .chain(([dtype, shape]) => {
    const sizeBytes = elementCount(shape) * BYTES_PER_ELEMENT[dtype];
    return fc
      .uint8Array({ minLength: sizeBytes, maxLength: sizeBytes })
      .map((bytes) => ({ dtype, shape, bytes }));
  });
const name = fc.oneof(fc.string(), fc.constant('__proto__')).filter((text) => text !== '__metadata__');
const tensors = fc
  .uniqueArray(fc.tuple(name, tensor), { maxLength: 5, selector: ([key]) => key })
  .map((entries) => Object.fromEntries(entries));
const metadata = fc.option(fc.dictionary(fc.string(), fc.string()), { nil: undefined });

/** A file of this header (text, or an object that becomes JSON) and data. */
function file(header: unknown, dataBytes = 0): Uint8Array {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + dataBytes);
  bytes[0] = json.length & 255;
  bytes[1] = json.length >>> 8;
  bytes.set(json, 8);
  return bytes;
}

function decodeError(bytes: Uint8Array): string {
  try {
    decodeSafetensors(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(TabloomError);
    expect((error as TabloomError).code).toBe('inputs_unfit');
    return (error as TabloomError).message;
  }
  throw new Error('The file was accepted.');
}

describe('round trip', () => {
  test('decode gives what encode was given', () => {
    fc.assert(
      fc.property(tensors, metadata, (record, extra) => {
        const decoded = decodeSafetensors(encodeSafetensors(record, extra));
        expect(Object.keys(decoded).sort()).toEqual(Object.keys(record).sort());
        for (const [key, value] of Object.entries(record)) {
          expect({ ...decoded[key], bytes: [...decoded[key]!.bytes] }).toEqual({
            ...value,
            bytes: [...value.bytes],
          });
        }
      }),
    );
  });

  test('the order of keys does not matter, and tensors lie aligned', () => {
    fc.assert(
      fc.property(tensors, metadata, (record, extra) => {
        const bytes = encodeSafetensors(record, extra);
        const reversed = Object.fromEntries(Object.entries(record).toReversed());
        expect(encodeSafetensors(reversed, extra)).toEqual(bytes);
        for (const { dtype, bytes: view } of Object.values(decodeSafetensors(bytes))) {
          expect(view.buffer).toBe(bytes.buffer);
          if (view.length > 0) expect(view.byteOffset % BYTES_PER_ELEMENT[dtype]).toBe(0);
        }
      }),
    );
  });

  test('a file inside a larger buffer decodes, too', () => {
    const pixel: Tensor = { dtype: 'uint8', shape: [1], bytes: Uint8Array.of(7) };
    const whole = encodeSafetensors({ pixel });
    const larger = new Uint8Array(whole.length + 9);
    larger.set(whole, 3);
    expect(decodeSafetensors(larger.subarray(3, 3 + whole.length))).toEqual({ pixel });
  });
});

test('the layout is that of the format: length, header padded with spaces, data', () => {
  const bytes = encodeSafetensors(
    { a: { dtype: 'int8', shape: [3], bytes: Uint8Array.of(1, 2, 255) } },
    { by: 'test' },
  );
  const json = '{"__metadata__":{"by":"test"},"a":{"dtype":"I8","shape":[3],"data_offsets":[0,3]}}';
  const headerBytes = Math.ceil(json.length / 8) * 8;
  expect(new DataView(bytes.buffer).getBigUint64(0, true)).toBe(BigInt(headerBytes));
  expect(new TextDecoder().decode(bytes.subarray(8, 8 + headerBytes))).toBe(json.padEnd(headerBytes));
  expect([...bytes.subarray(8 + headerBytes)]).toEqual([1, 2, 255]);
});

describe('files that are refused', () => {
  const u8 = (begin: number, end: number) => ({
    dtype: 'U8',
    shape: [end - begin],
    data_offsets: [begin, end],
  });
  const lengthOnly = (length: bigint): Uint8Array => {
    const bytes = new Uint8Array(16);
    new DataView(bytes.buffer).setBigUint64(0, length, true);
    return bytes;
  };
  test.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(), /truncated/],
    ['a part of the length', new Uint8Array(7), /truncated/],
    ['a header that ends early', lengthOnly(9n), /truncated/],
    ['a header over the limit', lengthOnly(100_000_001n), /too large/],
    ['a length of 2^64 - 1', lengthOnly(2n ** 64n - 1n), /too large/],
    ['an empty header', lengthOnly(0n), /begin with/],
    ['a header that is a list', file('[]'), /begin with/],
    ['a header after a space', file(' {}'), /begin with/],
    ['a header that is not JSON', file('{"a":'), /not JSON/],
    ['an entry that is no object', file({ a: null }), /not an object/],
    ['an entry that is a list', file({ a: [] }), /not an object/],
    ['metadata that is no text', file({ __metadata__: { a: 1 } }), /__metadata__/],
    ['no dtype', file({ a: { shape: [], data_offsets: [0, 0] } }), /unknown dtype/],
    ['an unknown dtype', file({ a: { ...u8(0, 2), dtype: 'BF16' } }, 2), /unknown dtype "BF16"/],
    ['no shape', file({ a: { dtype: 'U8', data_offsets: [0, 0] } }), /shape/],
    ['a negative size', file({ a: { ...u8(0, 2), shape: [-1, -2] } }, 2), /shape/],
    ['a fractional size', file({ a: { ...u8(0, 1), shape: [0.5, 2] } }, 1), /shape/],
    ['one offset', file({ a: { ...u8(0, 1), data_offsets: [0] } }, 1), /data_offsets/],
    ['a negative offset', file({ a: { ...u8(0, 1), data_offsets: [-1, 0] } }, 1), /data_offsets/],
    ['offsets in reverse', file({ a: { ...u8(0, 1), data_offsets: [1, 0] } }, 1), /leave the 1 bytes/],
    ['offsets past the end', file({ a: u8(0, 3) }, 2), /leave the 2 bytes/],
    ['fewer bytes than the shape takes', file({ a: { ...u8(0, 3), shape: [4] } }, 3), /takes 4 bytes, not 3/],
    [
      'a product beyond 2^53',
      file({ a: { ...u8(0, 3), shape: [2 ** 31, 2 ** 31, 2 ** 31] } }, 3),
      /bytes, not 3/,
    ],
    ['tensors that overlap', file({ a: u8(0, 2), b: u8(1, 3) }, 3), /"b" overlaps/],
    ['the same bytes twice', file({ a: u8(0, 2), b: u8(0, 2) }, 2), /overlaps/],
    ['a gap', file({ a: u8(0, 1), b: u8(2, 3) }, 3), /gap before tensor "b"/],
    ['bytes at the end', file({ a: u8(0, 1) }, 2), /1 bytes at the end/],
  ])('%s', (_, bytes, message) => {
    expect(decodeError(bytes)).toMatch(message);
  });

  test('invalid UTF-8 in the header', () => {
    const bytes = file('{"a":"b"}');
    bytes[10] = 0xff;
    expect(decodeError(bytes)).toMatch(/UTF-8/);
  });

  test('any bytes either decode or give inputs_unfit', () => {
    const damaged = fc
      .tuple(tensors, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }), fc.nat())
      .map(([record, edits, cut]) => {
        const bytes = encodeSafetensors(record);
        for (const [position, value] of edits) bytes[position % bytes.length] = value;
        return cut % 2 === 0 ? bytes : bytes.subarray(0, cut % bytes.length);
      });
    fc.assert(
      fc.property(fc.oneof(damaged, fc.uint8Array()), (bytes) => {
        try {
          decodeSafetensors(bytes);
        } catch (error) {
          expect((error as TabloomError).code).toBe('inputs_unfit');
        }
      }),
    );
  });
});

test('encode refuses bytes that do not fit the shape, and the reserved name', () => {
  const short: Tensor = { dtype: 'float32', shape: [2], bytes: new Uint8Array(4) };
  expect(() => encodeSafetensors({ short })).toThrow(/takes 8 bytes, not 4/);
  const scalar: Tensor = { dtype: 'bool', shape: [], bytes: new Uint8Array(1) };
  expect(() => encodeSafetensors({ ['__metadata__']: scalar })).toThrow(/cannot be named/);
});
