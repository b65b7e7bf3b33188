// .npy files as NumPy 2.4 writes them, round trips, and files that are refused.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeNpy, encodeNpy, isNpy } from './npy.ts';
import type { DType } from './program.ts';
import { BYTES_PER_ELEMENT, elementCount } from './tensor.ts';

const DTYPES = Object.keys(BYTES_PER_ELEMENT) as DType[];

/** A file of this version, header and data, one character a byte; the header is padded as NumPy pads it. */
function file(header: string, data: string | Uint8Array, major = 1): Uint8Array {
  const lengthBytes = major === 1 ? 2 : 4;
  const length = Math.ceil((8 + lengthBytes + header.length + 1) / 64) * 64 - 8 - lengthBytes;
  const lengthText = Array.from({ length: lengthBytes }, (_, n) =>
    String.fromCharCode((length >> (8 * n)) & 255),
  );
  const prefix = `\x93NUMPY${String.fromCharCode(major, 0)}${lengthText.join('')}`;
  const start = Uint8Array.from(`${prefix}${header.padEnd(length - 1)}\n`, (char) => char.charCodeAt(0));
  const rest = typeof data === 'string' ? Uint8Array.from(data, (char) => char.charCodeAt(0)) : data;
  return Uint8Array.of(...start, ...rest);
}

const header = (descr: string, shape: string, order = 'False'): string =>
  `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }`;

/** np.arange(6, dtype='<f4').reshape(2, 3), as NumPy's write_array gives it. */
const MATRIX = file(header("'<f4'", '(2, 3)'), new Uint8Array(Float32Array.of(0, 1, 2, 3, 4, 5).buffer));

test('what NumPy writes is read, and what we write is what NumPy writes', () => {
  const tensor = decodeNpy(MATRIX);
  expect({ dtype: tensor.dtype, shape: tensor.shape }).toEqual({ dtype: 'float32', shape: [2, 3] });
  expect(new Float32Array(tensor.bytes.slice().buffer)).toEqual(Float32Array.of(0, 1, 2, 3, 4, 5));
  expect(tensor.bytes.buffer).toBe(MATRIX.buffer);
  expect(encodeNpy(tensor)).toEqual(MATRIX);
});

test.each([
  ['scalar', header("'<f2'", '()'), '\0\x3e', { dtype: 'float16', shape: [] }],
  ['vector', header("'|b1'", '(2,)'), '\x01\0', { dtype: 'bool', shape: [2] }],
  ['Python 2', header("'|u1'", '(1L, 2L)'), 'ab', { dtype: 'uint8', shape: [1, 2] }],
  [
    'other spacing',
    `{"descr":"<i4","fortran_order":False,"shape":(1,)}`,
    'abcd',
    { dtype: 'int32', shape: [1] },
  ],
])('%s', (_name, text, data, expected) => {
  for (const major of [1, 2, 3]) expect(decodeNpy(file(text, data, major))).toMatchObject(expected);
});

test('decode(encode(tensor)) is the tensor, at any alignment', () => {
  const tensors = fc
    .record({ dtype: fc.constantFrom(...DTYPES), shape: fc.array(fc.nat(4), { maxLength: 4 }) })
    .map(({ dtype, shape }) => {
      const length = elementCount(shape) * BYTES_PER_ELEMENT[dtype];
      return { dtype, shape, bytes: Uint8Array.from({ length }, (_, n) => n * 37) };
    });
  fc.assert(
    fc.property(tensors, fc.nat(7), (tensor, offset) => {
      const encoded = encodeNpy(tensor);
      const larger = new Uint8Array(offset + encoded.length);
      larger.set(encoded, offset);
      expect(decodeNpy(larger.subarray(offset))).toEqual(tensor);
    }),
  );
});

test.each<[string, Uint8Array, RegExp]>([
  ['another format', new TextEncoder().encode('PK, a zip'), /no \.npy/],
  ['a file cut in its length', MATRIX.subarray(0, 9), /truncated/],
  ['a file cut in its header', MATRIX.subarray(0, 60), /truncated/],
  ['a file cut in its data', MATRIX.subarray(0, -1), /24 bytes, not 23/],
  ['more than its data', Uint8Array.of(...MATRIX, 0), /24 bytes, not 25/],
  ['version 4', file(header("'|u1'", '(1,)'), 'a', 4), /version 4/],
  ['Fortran order', file(header("'<f4'", '(2, 3)', 'True'), ''), /Fortran order.*ascontiguousarray/],
  ['big-endian', file(header("'>f4'", '(1,)'), 'abcd'), /big-endian \(>f4\)/],
  ['objects', file(header("'|O'", '(1,)'), 'abcd'), /type "\|O"; they have to be one of float64,/],
  ['records', file(header("[('a', '<f4')]", '(1,)'), 'abcd'), /records/],
  ['complex numbers', file(header("'<c8'", '(1,)'), 'abcdefgh'), /"<c8"/],
  ['no shape', file("{'descr': '|u1', 'fortran_order': False, }", 'a'), /no valid "shape"/],
  ['a negative size', file(header("'|u1'", '(-1,)'), ''), /impossible shape/],
  ['an endless size', file(header("'|u1'", `(${'9'.repeat(5000)})`), ''), /impossible shape/],
  ['a long header', file(header("'|u1'", '(1,)').padEnd(70_000), 'a', 2), /too long/],
])('refused: %s', (_name, bytes, message) => {
  expect(() => decodeNpy(bytes)).toThrow(
    expect.objectContaining({ code: 'inputs_unfit', message: expect.stringMatching(message) as string }),
  );
});

test('bytes that do not fit the shape are not written', () => {
  expect(() => encodeNpy({ dtype: 'int32', shape: [2], bytes: new Uint8Array(7) })).toThrow(
    expect.objectContaining({ code: 'inputs_unfit' }),
  );
});

test('the magic tells an .npy from other files', () => {
  expect([MATRIX, MATRIX.subarray(0, 5), new Uint8Array()].map(isNpy)).toEqual([true, false, false]);
});
