// Shards as files, and what a model sees of them.

import { expect, test } from 'vitest';
import { encodeNpy } from '../protocol/npy.ts';
import type { InferenceProgram, InputBinding } from '../protocol/program.ts';
import { encodeSafetensors } from '../protocol/safetensors.ts';
import { elementCount, type Tensor } from '../protocol/tensor.ts';
import { modelInputShapes, readShard } from './shard.ts';

const bytesOf = (shape: readonly number[]): Tensor => ({
  dtype: 'uint8',
  shape,
  bytes: new Uint8Array(elementCount(shape)),
});

const unfit = (message: RegExp): unknown =>
  expect.objectContaining({ code: 'inputs_unfit', message: expect.stringMatching(message) as string });

test('safetensors: tensors by name, rows from the first axis', () => {
  const { rows, tensors } = readShard(
    encodeSafetensors({
      image: bytesOf([5, 1, 28, 28]),
      id: { ...bytesOf([5, 4]), dtype: 'int32', shape: [5] },
    }),
  );
  expect(rows).toBe(5);
  expect(Object.keys(tensors).sort()).toEqual(['id', 'image']);
  expect(tensors['image']).toMatchObject({ dtype: 'uint8', shape: [5, 1, 28, 28] });
});

test('.npy: its tensor is named input, and its bytes are not copied', () => {
  const file = encodeNpy(bytesOf([3, 2]));
  const { rows, tensors } = readShard(file);
  expect(rows).toBe(3);
  expect(Object.keys(tensors)).toEqual(['input']);
  expect(tensors['input']?.bytes.buffer).toBe(file.buffer);
});

test.each([
  ['neither format', new TextEncoder().encode('PK and so on, a zip'), /safetensors/],
  ['no tensors', encodeSafetensors({}), /no tensors/],
  ['a scalar', encodeSafetensors({ a: bytesOf([]) }), /"a" has no rows: its shape is \[\]/],
  ['no rows', encodeNpy(bytesOf([0, 4])), /"input" has no rows/],
  [
    'unequal rows',
    encodeSafetensors({ a: bytesOf([2, 4]), b: bytesOf([3]) }),
    /Tensor "b" has 3 rows, "a" has 2/,
  ],
])('refused: %s', (_name, file, message) => {
  expect(() => readShard(file)).toThrow(unfit(message));
});

const shapesFor = (binding: InputBinding, shape: readonly number[]) => {
  const program = { kind: 'inference', inputs: { x: binding } } as unknown as InferenceProgram;
  return modelInputShapes(program, readShard(encodeSafetensors({ image: bytesOf(shape) })), 4);
};

test('bytes as they are, normalized, and with channels repeated', () => {
  expect(shapesFor({ tensor: 'image' }, [9, 7])).toEqual({ x: { dtype: 'uint8', shape: [4, 7] } });
  const normalize = { mean: 127.5, std: 127.5 };
  expect(shapesFor({ tensor: 'image', normalize }, [9, 1, 48, 320])).toEqual({
    x: { dtype: 'float32', shape: [4, 1, 48, 320] },
  });
  expect(shapesFor({ tensor: 'image', normalize, channels: 3 }, [9, 1, 48, 320])).toEqual({
    x: { dtype: 'float32', shape: [4, 3, 48, 320] },
  });
});

test.each<[string, InputBinding, readonly number[], RegExp]>([
  [
    'a tensor that is missing',
    { tensor: 'label' },
    [9],
    /"x" is bound to tensor "label"; the shard has "image"/,
  ],
  ['a name that every object has', { tensor: 'toString' }, [9], /bound to tensor "toString"/],
  ['more channels than one', { tensor: 'image', channels: 3 }, [9, 2, 4], /\[9, 2, 4\].*axis 1 must be 1/],
  ['no axis 1', { tensor: 'image', channels: 3 }, [9], /axis 1 must be 1/],
])('unfit: %s', (_name, binding, shape, message) => {
  expect(() => shapesFor(binding, shape)).toThrow(unfit(message));
});
