import { expect, test } from 'vitest';
import type { DType } from '../../src/protocol/program.ts';
import type { Tensor } from '../../src/protocol/tensor.ts';
import { joinParts, toPart } from './parts.ts';

const binding = { from: 'y', decode: { type: 'none' }, compare: { type: 'exact' } } as const;
const floats = (shape: number[], ...values: number[]): Tensor => ({
  dtype: 'float32',
  shape,
  bytes: new Uint8Array(Float32Array.from(values).buffer),
});
const none = new Map<string, string[]>();

test('parts are joined along the rows', () => {
  expect(joinParts('y', [floats([1, 2], 1, 2), floats([2, 2], 3, 4, 5, 6)])).toEqual({
    type: 'tensor',
    dtype: 'float32',
    shape: [3, 2],
    data: Buffer.from(Float32Array.of(1, 2, 3, 4, 5, 6).buffer).toString('base64'),
  });
  expect(joinParts('t', [['a'], ['b', 'c']])).toEqual({ type: 'text', values: ['a', 'b', 'c'] });
});

test('parts of different rows are refused', () => {
  expect(() => joinParts('y', [floats([1, 2], 1, 2), floats([1, 1], 3)])).toThrow('changes between batches');
});

test('an output needs a row for a row', () => {
  expect(() => toPart('y', binding, undefined, 1, none)).toThrow('no output "y"');
  expect(() => toPart('y', binding, floats([3], 1, 2, 3), 1, none)).toThrow('[3] for a batch of 1 rows');
  expect(() => toPart('y', binding, floats([], 1), 1, none)).toThrow('[] for a batch of 1 rows');
});

test.each<[DType, number[]]>([
  ['float32', [0, 0, 0x80, 0x3f, 0, 0, 0xc0, 0x7f]],
  ['float32', [0, 0, 0x80, 0x3f, 0, 0, 0x80, 0xff]],
  ['float16', [0, 0x3c, 0, 0x7c]],
  ['float64', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xf0, 0x7f]],
])('%s %j is not finite', (dtype, bytes) => {
  const tensor: Tensor = { dtype, shape: [1, 2], bytes: Uint8Array.from(bytes) };
  expect(() => toPart('y', binding, tensor, 1, none)).toThrow(
    expect.objectContaining({
      code: 'engine_failed',
      message: expect.stringMatching(/not finite .* at index 1/),
    }),
  );
});
