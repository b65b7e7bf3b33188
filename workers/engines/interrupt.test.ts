// oxlint-disable no-restricted-imports -- another thread has to interrupt this one.
import { Worker } from 'node:worker_threads';
import * as ort from 'onnxruntime-web';
import { expect, test } from 'vitest';
import { makeInterruptible } from './interrupt.ts';
import { onnxBytes } from './onnxBytes.ts';

const NODES = 300;
const SIZE = 256;

/** y = a · b · b · b …, long enough that another thread can step in. */
const CHAIN = onnxBytes({
  nodes: Array.from({ length: NODES }, (_, i) => ({
    op: 'MatMul',
    inputs: [i === 0 ? 'a' : `y${i - 1}`, 'b'],
    outputs: [i === NODES - 1 ? 'y' : `y${i}`],
  })),
  inputs: ['a', 'b'].map((name) => ({ name, shape: [SIZE, SIZE] })),
  outputs: [{ name: 'y', shape: [SIZE, SIZE] }],
});

test('a run computes as before, and ends in its midst once the flag is set', async () => {
  const flag = new Int32Array(new SharedArrayBuffer(8));
  makeInterruptible(flag);
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(CHAIN);
  const identity = new Float32Array(SIZE * SIZE).map((_, i) => (i % (SIZE + 1) === 0 ? 1 : 0));
  const a = new ort.Tensor('float32', new Float32Array(SIZE * SIZE).fill(0.5), [SIZE, SIZE]);
  const b = new ort.Tensor('float32', identity, [SIZE, SIZE]);
  const { y } = await session.run({ a, b });
  expect((y!.data as Float32Array)[7]).toBe(0.5);
  // The second element tells the other thread that the run is about to begin; it then sets the first.
  const other = new Worker(
    `const flag = new Int32Array(require('node:worker_threads').workerData);
     Atomics.wait(flag, 1, 0);
     Atomics.wait(flag, 0, 0, 20);
     Atomics.store(flag, 0, 1);`,
    { eval: true, workerData: flag.buffer },
  );
  await new Promise((resolve) => other.once('online', resolve));
  Atomics.store(flag, 1, 1);
  Atomics.notify(flag, 1);
  await expect(session.run({ a, b })).rejects.toMatchObject({ code: 'aborted' });
  await other.terminate();
});
