import * as ort from 'onnxruntime-web';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Sha256, TaskId } from '../src/protocol/ids.ts';
import { InferenceProgram } from '../src/protocol/program.ts';
import { encodeSafetensors } from '../src/protocol/safetensors.ts';
import { parseWith } from '../src/protocol/wire.ts';
import type { ComputeApi, RunRequest } from './api.ts';
import { createCompute } from './compute.ts';
import { createOnnxruntimeEngine } from './engines/onnxruntime.ts';
import { onnxBytes } from './engines/onnxBytes.ts';

const hashOf = (digit: string): Sha256 => digit.repeat(64) as Sha256;
const [model, shard, alphabet, otherShard] = ['1', '2', '3', '4'].map(hashOf) as [
  Sha256,
  Sha256,
  Sha256,
  Sha256,
];

const modelBytes = (): Uint8Array<ArrayBuffer> =>
  onnxBytes({
    nodes: [{ op: 'Identity', inputs: ['x'], outputs: ['y'] }],
    inputs: [{ name: 'x', shape: ['rows', 2, 2] }],
    outputs: [{ name: 'y', shape: ['rows', 2, 2] }],
  });
const shardBytes = (): Uint8Array<ArrayBuffer> => {
  const scores = Float32Array.of(0, 1, 1, 0, 1, 0, 0, 1);
  return encodeSafetensors({
    x: { dtype: 'float32', shape: [2, 2, 2], bytes: new Uint8Array(scores.buffer) },
  });
};
const program = parseWith(
  InferenceProgram,
  {
    kind: 'inference',
    model,
    inputs: { x: { tensor: 'x' } },
    outputs: { text: { from: 'y', decode: { type: 'ctc', alphabet }, compare: { type: 'text' } } },
  },
  'program',
);
const request: RunRequest = {
  taskId: 'task' as TaskId,
  program,
  inputs: [{ artifact: shard, start: 0, end: 2 }],
};

async function startedCompute(): Promise<ComputeApi> {
  const compute = createCompute((target) =>
    createOnnxruntimeEngine(target, { name: 'Node', loadRuntime: async () => ({ ort, threads: 1 }) }),
  );
  expect(await compute.start({ executionProvider: 'wasm', threads: 1 })).toMatchObject({ ok: true });
  return compute;
}

describe('a started worker', () => {
  let compute: ComputeApi;
  beforeAll(async () => {
    compute = await startedCompute();
  });

  test('names what it lacks, and runs once it has it', async () => {
    expect(await compute.missing(program, request.inputs)).toEqual([model, alphabet, shard]);
    expect(await compute.run(request, () => {})).toMatchObject({
      ok: false,
      error: { code: 'artifact_missing' },
    });
    await compute.provide(model, modelBytes());
    await compute.provide(alphabet, new TextEncoder().encode('\nx'));
    expect(await compute.missing(program, request.inputs)).toEqual([shard]);
    await compute.provide(shard, shardBytes());
    expect(await compute.run(request, () => {})).toMatchObject({
      ok: true,
      value: { done: true, outputs: { text: { type: 'text', values: ['x', 'x'] } } },
    });
    expect(await compute.missing(program, request.inputs)).toEqual([]);
  });

  test('one task at a time', async () => {
    const replies = await Promise.all([compute.run(request, () => {}), compute.run(request, () => {})]);
    expect(replies).toMatchObject([{ ok: true }, { ok: false, error: { code: 'bad_request' } }]);
  });

  test('a second engine is refused', async () => {
    expect(await compute.start({ executionProvider: 'wasm', threads: 1 })).toMatchObject({
      ok: false,
      error: { code: 'engine_unavailable' },
    });
  });

  test('errors are values', async () => {
    await compute.provide(otherShard, Uint8Array.of(1, 2, 3));
    const broken = { ...request, inputs: [{ artifact: otherShard, start: 0, end: 1 }] };
    expect(await compute.run(broken, () => {})).toMatchObject({ ok: false, error: { code: 'inputs_unfit' } });
    await compute.provide(hashOf('5'), Uint8Array.of(1, 2, 3));
    const noModel = { ...request, program: { ...program, model: hashOf('5') } };
    expect(await compute.run(noModel, () => {})).toMatchObject({
      ok: false,
      error: { code: 'engine_failed', message: expect.stringContaining("Can't create a session") },
    });
  });
});

test('nothing runs before the start', async () => {
  const compute = createCompute(() => Promise.reject(new Error('no engine')));
  expect(await compute.run(request, () => {})).toMatchObject({ ok: false, error: { code: 'bad_request' } });
  expect(await compute.start({ executionProvider: 'wasm', threads: 1 })).toMatchObject({ ok: false });
});
