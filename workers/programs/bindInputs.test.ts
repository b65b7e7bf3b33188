import { expect, test } from 'vitest';
import type { Shard } from '../../src/domain/shard.ts';
import type { Tensor } from '../../src/protocol/tensor.ts';
import { bindInputs } from './bindInputs.ts';

const bytesOf = (values: Float32Array | Int32Array | BigInt64Array | Uint16Array): Uint8Array =>
  new Uint8Array(values.buffer);
const floatsOf = ({ bytes }: Tensor): number[] => [...new Float32Array(bytes.buffer, bytes.byteOffset)];

const shard: Shard = {
  rows: 3,
  tensors: {
    grey: { dtype: 'uint8', shape: [3, 1, 2], bytes: Uint8Array.of(0, 255, 10, 20, 30, 40) },
    wide: { dtype: 'int64', shape: [3], bytes: bytesOf(BigInt64Array.of(-1n, 0n, 1n)) },
    half: { dtype: 'float16', shape: [3], bytes: bytesOf(Uint16Array.of(0x3c00, 0xc000, 0x3800)) },
  },
};

test('rows pass as they are', () => {
  const { x } = bindInputs({ x: { tensor: 'grey' } }, shard, 1, 3);
  expect(x).toEqual({ dtype: 'uint8', shape: [2, 1, 2], bytes: Uint8Array.of(10, 20, 30, 40) });
});

test('normalised values are rounded once to float32', () => {
  const normalize = { mean: 127.5, std: 127.5 };
  const { x } = bindInputs({ x: { tensor: 'grey', normalize } }, shard, 0, 2);
  expect(x).toMatchObject({ dtype: 'float32', shape: [2, 1, 2] });
  expect(floatsOf(x!)).toEqual([-1, 1, Math.fround((10 - 127.5) / 127.5), Math.fround((20 - 127.5) / 127.5)]);
});

test('integers and halves normalise too', () => {
  const normalize = { mean: 1, std: 2 };
  const { a, b } = bindInputs(
    { a: { tensor: 'wide', normalize }, b: { tensor: 'half', normalize } },
    shard,
    0,
    3,
  );
  expect(floatsOf(a!)).toEqual([-1, -0.5, 0]);
  expect(floatsOf(b!)).toEqual([0, -1.5, -0.25]);
});

test('one channel is repeated row by row', () => {
  const { x } = bindInputs({ x: { tensor: 'grey', channels: 3 } }, shard, 0, 2);
  expect(x).toEqual({
    dtype: 'uint8',
    shape: [2, 3, 2],
    bytes: Uint8Array.of(0, 255, 0, 255, 0, 255, 10, 20, 10, 20, 10, 20),
  });
});

test.each([
  ['a tensor that is not there', { tensor: 'other' }, 1, 'no tensor "other", only grey, wide, half'],
  ['rows past the end', { tensor: 'grey' }, 4, 'has 3 rows; row 3'],
  ['channels of a vector', { tensor: 'wide', channels: 2 }, 1, 'axis 1 must be 1'],
])('%s is refused', (_, binding, end, message) => {
  expect(() => bindInputs({ x: binding }, shard, 0, end)).toThrow(message);
  expect(() => bindInputs({ x: binding }, shard, 0, end)).toThrow(
    expect.objectContaining({ code: 'inputs_unfit' }),
  );
});
