import fc from 'fast-check';
import * as ort from 'onnxruntime-web';
import { expect, test } from 'vitest';
import type { TaskId, Sha256 } from '../../src/protocol/ids.ts';
import { InferenceProgram } from '../../src/protocol/program.ts';
import type { Tensor } from '../../src/protocol/tensor.ts';
import { parseWith } from '../../src/protocol/wire.ts';
import type { PartialRun, RunProgress } from '../api.ts';
import { createOnnxruntimeEngine } from '../engines/onnxruntime.ts';
import { onnxBytes } from '../engines/onnxBytes.ts';
import { createBreath } from '../../src/util/breath.ts';
import { runInference, type Inference, type Surroundings } from './inference.ts';

const engine = await createOnnxruntimeEngine(
  { executionProvider: 'wasm', threads: 1 },
  { name: 'Node', loadRuntime: async () => ({ ort, threads: 1 }) },
);
// y = sqrt(x) of normalised bytes (NaN where negative), s handed through to the text decoder.
const session = await engine.load(
  onnxBytes({
    nodes: [
      { op: 'Sqrt', inputs: ['x'], outputs: ['y'] },
      { op: 'Identity', inputs: ['s'], outputs: ['t'] },
    ],
    inputs: [
      { name: 'x', shape: ['rows', 2] },
      { name: 's', shape: ['rows', 3, 3] },
    ],
    outputs: [
      { name: 'y', shape: ['rows', 2] },
      { name: 't', shape: ['rows', 3, 3] },
    ],
  }),
);

const alphabet = 'a'.repeat(64) as Sha256;
const programOf = (batchRows: number, mean = 0): InferenceProgram =>
  parseWith(
    InferenceProgram,
    {
      kind: 'inference',
      model: 'b'.repeat(64),
      inputs: { x: { tensor: 'pixels', normalize: { mean, std: 3 } }, s: { tensor: 'scores' } },
      outputs: {
        root: { from: 'y', compare: { type: 'exact' } },
        text: { from: 't', decode: { type: 'ctc', alphabet }, compare: { type: 'text' } },
      },
      batchRows,
    },
    'program',
  );

function shardOf(rows: number, seed: number): { rows: number; tensors: Record<string, Tensor> } {
  const pixels = Uint8Array.from({ length: rows * 2 }, (_, i) => (i * 37 + seed * 11) % 256);
  const scores = Float32Array.from({ length: rows * 9 }, (_, i) => (i * 7 + seed * 5) % 10);
  return {
    rows,
    tensors: {
      pixels: { dtype: 'uint8', shape: [rows, 2], bytes: pixels },
      scores: { dtype: 'float32', shape: [rows, 3, 3], bytes: new Uint8Array(scores.buffer) },
    },
  };
}

const taskOf = (batchRows: number, mean = 0): Inference => ({
  taskId: 'task' as TaskId,
  program: programOf(batchRows, mean),
  session,
  inputs: [
    { shard: shardOf(9, 1), start: 2, end: 9 },
    { shard: shardOf(5, 2), start: 0, end: 5 },
  ],
  alphabets: new Map([[alphabet, ['', 'x', 'y']]]),
});

/** `now` steps a second at every look, so that every batch is reported. */
function surroundings(halted: () => boolean = () => false): Surroundings & { progress: RunProgress[] } {
  const progress: RunProgress[] = [];
  let now = 0;
  return {
    progress,
    halted,
    onProgress: (step) => progress.push(step),
    now: () => (now += 1000),
    breathe: () => Promise.resolve(),
    took: () => Promise.resolve(),
    strain: () => 1,
  };
}

test('rows of several shards are computed in order, whatever the batch', async () => {
  const pixels = [shardOf(9, 1).tensors['pixels']!.bytes.subarray(4), shardOf(5, 2).tensors['pixels']!.bytes];
  const roots = pixels.flatMap((part) => [...part]).map((value) => Math.sqrt(Math.fround(value / 3)));
  for (const batchRows of [1, 4, 100]) {
    const around = surroundings();
    const result = await runInference(taskOf(batchRows), around);
    if (!result.done) throw new Error('It halted by itself.');
    const { root, text } = result.outputs;
    if (root?.type !== 'tensor' || text?.type !== 'text') throw new Error('Wrong types.');
    expect(root.shape).toEqual([12, 2]);
    expect([...new Float32Array(Uint8Array.from(Buffer.from(root.data, 'base64')).buffer)]).toEqual(
      roots.map((value) => Math.fround(value)),
    );
    expect(text.values).toHaveLength(12);
    expect(around.progress.at(-1)).toMatchObject({ rowsDone: 12, rows: 12 });
  }
});

test('however it is halted, going on gives the identical result', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 6 }),
      fc.array(fc.boolean(), { maxLength: 20 }),
      async (batchRows, halts) => {
        const whole = await runInference(taskOf(batchRows), surroundings());
        const script = [...halts];
        let result = await runInference(
          taskOf(batchRows),
          surroundings(() => script.shift() ?? false),
        );
        while (!result.done) {
          // As it comes back from the page.
          const resumeFrom = structuredClone(result.partial);
          result = await runInference(
            { ...taskOf(batchRows), resumeFrom },
            surroundings(() => script.shift() ?? false),
          );
        }
        expect({ ...result, computeMs: 0 }).toEqual({ ...whole, computeMs: 0 });
      },
    ),
    { numRuns: 40 },
  );
});

test('ended at any moment, going on from the sum of the reports gives the identical result', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 6 }),
      fc.array(fc.nat(6), { maxLength: 4 }),
      async (batchRows, ends) => {
        const whole = await runInference(taskOf(batchRows), surroundings());
        let resumeFrom: PartialRun | undefined;
        for (const reportsHeard of [...ends, Infinity]) {
          const around = surroundings();
          const result = await runInference(
            { ...taskOf(batchRows), ...(resumeFrom ? { resumeFrom } : {}) },
            around,
          );
          for (const { rowsDone, computeMs, parts } of structuredClone(around.progress).slice(
            0,
            reportsHeard,
          )) {
            const before: PartialRun['parts'] = resumeFrom?.parts ?? {};
            resumeFrom = {
              rowsDone,
              computeMs,
              parts: Object.fromEntries(
                Object.entries(parts).map(([name, list]) => [name, [...(before[name] ?? []), ...list]]),
              ),
            };
          }
          expect({ ...result, computeMs: 0 }).toEqual({ ...whole, computeMs: 0 });
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('a halt gets through between batches', async () => {
  const breath = createBreath();
  const { port1, port2 } = new MessageChannel();
  let isHalted = false;
  port1.once('message', () => {
    isHalted = true;
  });
  const around = { ...surroundings(() => isHalted), breathe: breath.take };
  port2.postMessage('halt');
  expect(await runInference(taskOf(1), around)).toMatchObject({ done: false });
  breath.close();
  port1.close();
});

test('samples come no more often than asked', async () => {
  const around = surroundings();
  const sample = { image: 'pixels', output: 'text', everyMs: 3500 };
  await runInference({ ...taskOf(1), sample }, around);
  // Three looks at the clock a batch.
  expect(around.progress.map(({ sample }) => sample !== undefined)).toEqual(
    Array.from({ length: 12 }, (_, i) => i % 2 === 0),
  );
  expect(around.progress[0]?.sample?.output).toEqual(expect.any(String));
});

test('NaN, no rows and a foreign partial run are refused', async () => {
  await expect(runInference(taskOf(3, 200), surroundings())).rejects.toMatchObject({
    code: 'engine_failed',
    message: expect.stringContaining('Output "root" has a value that is not finite (NaN)'),
  });
  await expect(runInference({ ...taskOf(1), inputs: [] }, surroundings())).rejects.toMatchObject({
    code: 'inputs_unfit',
  });
  const resumeFrom = { rowsDone: 5, computeMs: 1, parts: { root: [], text: [] } };
  await expect(runInference({ ...taskOf(1), resumeFrom }, surroundings())).rejects.toMatchObject({
    code: 'bad_request',
  });
});
