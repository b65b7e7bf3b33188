// The digits demo's data, and the shipped model on the first test images.

import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { decodeSafetensors } from '../../protocol/safetensors.ts';
import { accuracy, onnxLogits } from './evaluate.ts';
import { readDigits } from './idx.ts';
import { PATCH_BIAS, PATCH_LENGTH, PATCHES_PER_IMAGE, writePatches } from './patches.ts';
import { digitShards } from './shards.ts';

test('the shards hold the 10,000 test images in order', async () => {
  const digits = await readDigits('test');
  const pixels: Uint8Array[] = [];
  const truth: number[] = [];
  for await (const shard of digitShards(3000)) {
    const { dtype, shape, bytes } = decodeSafetensors(shard.bytes)['images']!;
    expect([dtype, ...shape]).toEqual(['uint8', shard.rows, 1, 28, 28]);
    expect(shard.truth).toHaveLength(shard.rows);
    pixels.push(bytes);
    truth.push(...shard.truth);
  }
  expect(pixels.map(({ length }) => length / 784)).toEqual([3000, 3000, 3000, 1000]);
  expect(truth).toEqual([...digits.labels]);
  expect(Buffer.concat(pixels).equals(digits.images)).toBe(true);
});

test('the shipped model reads over 95 % of 200 images', async () => {
  const model = await readFile(new URL('digits.onnx', import.meta.url));
  expect(model.length).toBeLessThan(500_000);
  const digits = await readDigits('test');
  expect(accuracy(await onnxLogits(model, digits, 200), digits.labels)).toBeGreaterThan(0.95);
});

test('patches of an image: padding gives no bias, the middle gives its pixels', () => {
  const image = Uint8Array.from({ length: 784 }, (_, index) => index % 251);
  const patches = new Float32Array(PATCHES_PER_IMAGE * PATCH_LENGTH);
  writePatches(image, 0, patches, 0);
  const patch = (output: number, field: number): Float32Array =>
    patches.subarray((output * 9 + field) * PATCH_LENGTH, (output * 9 + field + 1) * PATCH_LENGTH);
  // Field 0 of output (0, 0) lies at (-1, -1) of the first convolution's output: padding.
  expect([...patch(0, 0)]).toEqual(Array.from({ length: PATCH_LENGTH }, () => 0));
  // Field 4 of output (3, 3) lies at (6, 6), so its patch is centred on pixel (12, 12).
  expect(patch(24, 4)[PATCH_BIAS]).toBe(1);
  expect(patch(24, 4)[12]).toBeCloseTo(image[12 * 28 + 12]! / 255);
  // The image moved right by 2 has there what was at column 10.
  writePatches(image, 0, patches, 0, 2, 0);
  expect(patch(24, 4)[12]).toBeCloseTo(image[12 * 28 + 10]! / 255);
});
