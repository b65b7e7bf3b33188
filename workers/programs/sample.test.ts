import { expect, test } from 'vitest';
import type { Tensor } from '../../src/protocol/tensor.ts';
import { sampleOf } from './sample.ts';

const bytes = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
const batchOf = (image: Tensor) => ({
  shard: { rows: 2, tensors: { image } },
  start: 0,
  end: 2,
  firstRow: 0,
});
const scores: Tensor = {
  dtype: 'float32',
  shape: [2, 3],
  bytes: new Uint8Array(Float32Array.of(9, 0, 0, 0, 5, 7).buffer),
};

test.each([[[2, 1, 2, 3]], [[2, 2, 3]]])('the last row of %j is an image', (shape) => {
  expect(
    sampleOf(batchOf({ dtype: 'uint8', shape, bytes }), { image: 'image', output: 'y' }, { y: scores }),
  ).toEqual({
    image: { width: 3, height: 2, pixels: bytes.subarray(6) },
    output: '2',
  });
});

test('texts are shown as they are, and what cannot be drawn is left out', () => {
  const batch = batchOf({ dtype: 'uint8', shape: [2, 3, 2, 1], bytes });
  expect(sampleOf(batch, { image: 'image', output: 't' }, { t: ['one', 'two'] })).toEqual({ output: 'two' });
  expect(sampleOf(batch, { image: 'other', output: 'other' }, { t: ['one'] })).toEqual({});
  expect(sampleOf(batch, {}, { t: ['one'] })).toEqual({});
});
