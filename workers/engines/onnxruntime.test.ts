import * as ort from 'onnxruntime-web';
import { describe, expect, test } from 'vitest';
import { Capabilities } from '../../src/protocol/work.ts';
import type { DType } from '../../src/protocol/program.ts';
import type { Tensor } from '../../src/protocol/tensor.ts';
import { parseWith } from '../../src/protocol/wire.ts';
import { createOnnxruntimeEngine } from './onnxruntime.ts';
import { onnxBytes } from './onnxBytes.ts';
import { fromOrtTensor } from './ortTensor.ts';
import type { Platform } from './platform.ts';

// The real engine, on this thread.
const platform: Platform = {
  name: 'Node 20',
  memoryMb: 512,
  loadRuntime: async () => ({ ort, threads: 1 }),
};
const target = { executionProvider: 'wasm', threads: 1 } as const;
const engine = await createOnnxruntimeEngine(target, platform);

const square = onnxBytes({
  nodes: [{ op: 'Mul', inputs: ['x', 'x'], outputs: ['y'] }],
  inputs: [{ name: 'x', shape: ['rows', 3] }],
  outputs: [{ name: 'y', shape: ['rows', 3] }],
});
const floats = (shape: number[], values: number[]): Tensor => ({
  dtype: 'float32',
  shape,
  bytes: new Uint8Array(Float32Array.from(values).buffer),
});

test('says what it is', () => {
  const capabilities = parseWith(Capabilities, engine.capabilities, 'capabilities');
  expect(capabilities).toEqual(engine.capabilities);
  expect(capabilities.numericClass).toMatchObject({
    executionProvider: 'wasm',
    threads: 1,
    platform: 'Node 20',
  });
  expect(capabilities.gflops).toBeGreaterThan(0.1);
});

test('runs a model, from unaligned bytes too', async () => {
  const session = await engine.load(square);
  const x = floats([2, 3], [1, 2, 3, 4, 5, 6]);
  const shifted = new Uint8Array(x.bytes.length + 1);
  shifted.set(x.bytes, 1);
  for (const bytes of [x.bytes, shifted.subarray(1)]) {
    const { y } = await session.run({ x: { ...x, bytes } }, ['y']);
    expect(y).toEqual(floats([2, 3], [1, 4, 9, 16, 25, 36]));
  }
  await session.release();
});

test.each<[DType, number[]]>([
  ['float64', [0, 0, 0, 0, 0, 0, 0xf0, 0x3f]],
  ['float32', [1, 2, 3, 4]],
  ['float16', [0, 60]],
  ['int64', [1, 0, 0, 0, 0, 0, 0, 128]],
  ['int32', [1, 2, 3, 4]],
  ['int8', [200]],
  ['uint8', [200]],
  ['bool', [1]],
])('%s goes in and comes out', async (dtype, bytes) => {
  const session = await engine.load(
    onnxBytes({
      nodes: [{ op: 'Identity', inputs: ['x'], outputs: ['y'] }],
      inputs: [{ name: 'x', dtype, shape: [1] }],
      outputs: [{ name: 'y', dtype, shape: [1] }],
    }),
  );
  const x: Tensor = { dtype, shape: [1], bytes: Uint8Array.from(bytes) };
  expect((await session.run({ x }, ['y']))['y']).toEqual(x);
  await session.release();
});

test('calls that overlap run one by one', async () => {
  const sessions = await Promise.all([engine.load(square), engine.load(square)]);
  const outputs = await Promise.all(
    [1, 2, 3, 4].map((value, i) => sessions[i % 2]!.run({ x: floats([1, 3], [value, 0, 0]) }, ['y'])),
  );
  expect(outputs.map(({ y }) => new Float32Array(y!.bytes.buffer)[0])).toEqual([1, 4, 9, 16]);
  await Promise.all(sessions.map((session) => session.release()));
});

describe('refusals come in the words of the engine', () => {
  const x = floats([1, 3], [1, 2, 3]);
  test.each<[string, Uint8Array, Record<string, Tensor>, string[], RegExp]>([
    ['no model', new Uint8Array(64).fill(7), { x }, ['y'], /protobuf|model/i],
    ['an empty model', new Uint8Array(0), { x }, ['y'], /./],
    ['a wrong input name', square, { wrong: x }, ['y'], /'x' is missing|invalid input 'wrong'/],
    ['a wrong output name', square, { x }, ['wrong'], /invalid output name: wrong/],
    ['a wrong rank', square, { x: floats([3], [1, 2, 3]) }, ['y'], /Invalid rank/i],
    ['a wrong size', square, { x: floats([1, 2], [1, 2]) }, ['y'], /invalid dimensions/i],
    ['a wrong type', square, { x: { ...x, dtype: 'int32' } }, ['y'], /Unexpected input data type/i],
  ])('%s', async (_, model, inputs, outputs, message) => {
    const attempt = (async () => (await engine.load(model)).run(inputs, outputs))();
    await expect(attempt).rejects.toMatchObject({
      code: 'engine_failed',
      message: expect.stringMatching(message),
    });
  });
});

test.each([
  ['uint64', new ort.Tensor('uint64', BigUint64Array.from([1n]), [1])],
  ['string', new ort.Tensor('string', ['a'], [1])],
])('an output of %s is refused', (type, tensor) => {
  expect(() => fromOrtTensor('y', tensor)).toThrow(`Output "y" has type ${type}`);
});

test('a platform without the engine, and a disposed engine', async () => {
  const bare: Platform = { name: 'Node 20', loadRuntime: () => Promise.reject(new Error('no such build')) };
  await expect(createOnnxruntimeEngine(target, bare)).rejects.toMatchObject({
    code: 'engine_unavailable',
    message: 'no such build',
  });
  const disposed = await createOnnxruntimeEngine(target, platform);
  disposed.dispose();
  await expect(disposed.load(square)).rejects.toMatchObject({ code: 'aborted' });
  expect((await disposed.ended).code).toBe('aborted');
});
