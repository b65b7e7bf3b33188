import { expect, onTestFinished, test } from 'vitest';
import type { Compute, EngineTarget, RunProgress, RunResult } from '../../workers/api.ts';
import { chainTask, digitsTask, pagesTask, type ComputeTask } from '../../test/support/computeTasks.ts';
import { decodeBase64 } from '../util/base64.ts';
import { openCompute } from './computeBridge.ts';

const ONE_THREAD: EngineTarget = { executionProvider: 'wasm', threads: 1 };

function opened(): Compute {
  const compute = openCompute();
  onTestFinished(() => compute.terminate());
  return compute;
}

async function started(target = ONE_THREAD): Promise<Compute> {
  const compute = opened();
  expect(await compute.start(target)).toMatchObject({
    ok: true,
    value: { numericClass: { threads: target.threads, platform: expect.stringMatching(/^Node \d+$/) } },
  });
  return compute;
}

async function provide(compute: Compute, { request, artifacts }: ComputeTask): Promise<void> {
  for (const sha256 of await compute.missing(request.program, request.inputs)) {
    await compute.provide(sha256, artifacts[sha256]!.slice());
  }
}

async function finish(compute: Compute, task: ComputeTask): Promise<RunResult & { done: true }> {
  await provide(compute, task);
  const reply = await compute.run(task.request, () => {});
  if (!reply.ok || !reply.value.done) throw new Error(JSON.stringify(reply));
  return reply.value;
}

function floatsOf(result: RunResult & { done: true }, name: string): Float32Array {
  const value = result.outputs[name];
  if (value?.type !== 'tensor') throw new Error(`${name} is no tensor.`);
  return new Float32Array(decodeBase64(value.data).buffer);
}

test('digits are read in a thread', async () => {
  const task = await digitsTask(10);
  const logits = floatsOf(await finish(await started(), task), 'logits');
  const read = Array.from({ length: 10 }, (_, row) => {
    const scores = logits.subarray(row * 10, row * 10 + 10);
    return scores.indexOf(Math.max(...scores));
  });
  expect(read).toEqual(task.truth);
});

test('text lines are read in a thread, with progress and samples', async () => {
  const task = await pagesTask(4);
  const compute = await started();
  await provide(compute, task);
  const progress: RunProgress[] = [];
  const sample = { image: 'lines', output: 'text', everyMs: 0 };
  const reply = await compute.run({ ...task.request, sample }, (step) => progress.push(step));
  if (!reply.ok || !reply.value.done) throw new Error(JSON.stringify(reply));
  const { text } = reply.value.outputs;
  if (text?.type !== 'text') throw new Error('No text.');
  for (const [row, line] of task.truth.entries()) {
    // Damaged lines: most characters are right, spaces are what is lost.
    expect(text.values[row]!.replaceAll(' ', '').slice(0, 5)).toBe(line.replaceAll(' ', '').slice(0, 5));
  }
  // The last step came before the answer, over a channel of its own as it is.
  expect(progress.map(({ rowsDone }) => rowsDone)).toEqual([1, 2, 3, 4]);
  expect(progress.map(({ sample }) => sample?.output)).toEqual(text.values);
  expect(progress[0]?.sample?.image?.height).toBe(48);
});

test('halted and resumed, the outputs are the same to the bit', async () => {
  const task = chainTask({ size: 96, depth: 4, rows: 60 });
  const whole = await finish(await started(), task);
  const compute = await started();
  await provide(compute, task);
  let halts = 0;
  let reply = await compute.run(task.request, () => void compute.halt());
  while (reply.ok && !reply.value.done) {
    halts++;
    const resumeFrom = reply.value.partial;
    reply = await compute.run({ ...task.request, resumeFrom }, () => halts < 3 && void compute.halt());
  }
  expect(halts).toBeGreaterThan(0);
  expect(reply).toMatchObject({ ok: true, value: { outputs: whole.outputs } });
});

test('two threads compute alike within rounding', async () => {
  const task = chainTask({ size: 128, depth: 4, rows: 2 });
  const [one, two] = await Promise.all(
    [1, 2].map(async (threads) =>
      floatsOf(await finish(await started({ executionProvider: 'wasm', threads }), task), 'y'),
    ),
  );
  for (const [i, value] of one!.entries()) expect(two![i]).toBeCloseTo(value, 5);
});

test('there is no WebGPU in Node', async () => {
  expect(await opened().start({ executionProvider: 'webgpu', threads: 1 })).toMatchObject({
    ok: false,
    error: { code: 'engine_unavailable', message: expect.stringContaining('Node has no WebGPU') },
  });
});

test('bytes that are no model fail with the words of the engine, and the worker goes on', async () => {
  const good = chainTask({ size: 4, depth: 1, rows: 1 });
  const compute = await started();
  const model = good.request.program.model;
  await provide(compute, { ...good, artifacts: { ...good.artifacts, [model]: new Uint8Array(100).fill(7) } });
  expect(await compute.run(good.request, () => {})).toMatchObject({
    ok: false,
    error: { code: 'engine_failed', message: expect.stringContaining("Can't create a session") },
  });
  await finish(compute, chainTask({ size: 5, depth: 1, rows: 1 }));
});

test('ended in the middle of a run, the call is rejected and nothing died by itself', async () => {
  const task = chainTask({ size: 512, depth: 20, rows: 50 });
  const compute = await started();
  await provide(compute, task);
  let died = false;
  void compute.died.then(() => {
    died = true;
  });
  await new Promise<void>((resolve, reject) => {
    compute
      .run(task.request, () => compute.terminate())
      .then(
        () => reject(new Error('It ran to its end.')),
        (error: unknown) => {
          expect(error).toMatchObject({ name: 'TabloomError', code: 'aborted' });
          resolve();
        },
      );
  });
  await expect(compute.halt()).rejects.toMatchObject({ code: 'aborted' });
  expect(died).toBe(false);
});

test('a thread that crashes says so, and rejects what is called', async () => {
  // What tsx reads in the thread, with which it cannot load.
  process.env['TSX_TSCONFIG_PATH'] = '/no/such/tsconfig.json';
  onTestFinished(() => void delete process.env['TSX_TSCONFIG_PATH']);
  const compute = opened();
  const start = compute.start(ONE_THREAD);
  await expect(start).rejects.toMatchObject({ code: 'engine_unavailable' });
  expect(await compute.died).toMatchObject({
    code: 'engine_unavailable',
    message: expect.stringMatching(/^The compute thread crashed: .*tsconfig/),
  });
});
