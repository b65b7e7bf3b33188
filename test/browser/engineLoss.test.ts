// An engine that fails under a computing tab: the graphics process dies, the worker crashes, hangs, or has no memory for
// a model. The lease goes back, the person reads one calm sentence, and the next engine does the work.

import type { Browser, Worker } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { ensureApp } from '../../src/cli/app.ts';
import { buildModel, constant, node, value } from '../../src/domain/onnx/buildModel.ts';
import { launchChromium } from '../support/chromium.ts';
import { query, startCoordinator, type TestCoordinator } from '../support/coordinator.ts';
import { createDigitsJob, untilEnded } from '../support/demoJobs.ts';
import { openApp, type OpenApp } from '../support/openApp.ts';
import { takeClock } from '../support/pageClock.ts';
import { createTinyJob } from '../support/tinyJob.ts';

const WAIT = { timeout: 30_000 };
const policy = { type: 'quorum', quorum: 1 } as const;
const DONE = { state: 'completed', progress: { failed: 0 } };

let staticDir: string;
let browser: Browser;
let coordinator: TestCoordinator;

beforeAll(async () => {
  staticDir = await ensureApp(() => {});
  browser = await launchChromium({ webgpu: true });
}, 120_000);
afterAll(() => browser.close());
beforeEach(async () => {
  coordinator = await startCoordinator({ staticDir, sweepMs: 500 });
});
afterEach(() => coordinator.close());

const said = (engine: string) => `The ${engine} did not work on this device. Tabloom goes on with what does.`;

/** What hosts reported as their own fault, oldest first. */
async function hostFailures(): Promise<string[]> {
  const rows = await query<{ message: string }>(
    coordinator.databaseUrl,
    `select failure->>'message' as message from tasks where failure->>'code' = 'host_incapable' order by reported_at`,
  );
  return rows.map(({ message }) => message);
}

async function computingWorker({ page, sentence }: OpenApp): Promise<Worker> {
  await expect.poll(sentence, WAIT).toMatch(/^Computing: reading/);
  return page.workers()[0]!;
}

test(
  'the graphics process dies: the processor does the work, for the whole session',
  { timeout: 90_000 },
  async () => {
    const job = await createDigitsJob(coordinator.url, 400, 40, { policy });
    const loads: string[] = [];
    const app = await openApp(browser, coordinator.url, {
      engine: 'auto',
      settings: { percent: 100 },
      // The software adapter under a card's name, on a device that it computed on before: else it would come last.
      script: () => {
        Object.defineProperty(GPUAdapterInfo.prototype, 'architecture', { get: () => 'a card' });
        Object.defineProperty(GPUAdapterInfo.prototype, 'isFallbackAdapter', { get: () => false });
        const proven = { executionProvider: 'webgpu', threads: 1, at: Date.now() };
        localStorage.setItem('tabloom.engine', JSON.stringify(proven));
      },
    });
    app.page.on('request', (request) => loads.push(request.url()));
    await computingWorker(app);
    await expect.poll(app.text, WAIT).toMatch(/Computing on the graphics card/);
    const session = await browser.newBrowserCDPSession();
    await session.send('Browser.crashGpuProcess');
    await app.page.locator('.now').getByText(said('graphics card')).waitFor();
    await expect.poll(hostFailures, WAIT).toEqual([expect.stringContaining('The graphics device was lost')]);
    expect(app.requests).toContain('POST /v1/leases/return');
    expect(await untilEnded(job, 60_000)).toMatchObject(DONE);

    // Another engine is opened after a pause.
    loads.length = 0;
    await app.page.getByRole('button', { name: /^Pause/ }).click();
    await app.page.getByRole('button', { name: /^Go on/ }).click();
    expect(
      await untilEnded(await createDigitsJob(coordinator.url, 40, 40, { policy }), 60_000),
    ).toMatchObject(DONE);
    expect(loads.filter((url) => url.endsWith('.wasm'))).toEqual([
      expect.not.stringMatching(/jspi|asyncify/),
    ]);
  },
);

test('the worker crashes: another one does the work', { timeout: 60_000 }, async () => {
  const job = await createDigitsJob(coordinator.url, 2000, 200, { policy });
  const app = await openApp(browser, coordinator.url);
  const worker = await computingWorker(app);
  await worker.evaluate(() => {
    setTimeout(() => {
      throw new Error('struck by a test');
    });
  });
  await app.page.locator('.now').getByText(said('processor')).waitFor();
  await expect.poll(hostFailures, WAIT).toEqual([expect.stringContaining('struck by a test')]);
  expect(app.requests).toContain('POST /v1/leases/return');
  expect(await untilEnded(job, 30_000)).toMatchObject(DONE);
});

test('the worker hangs: it is noticed, and another one does the work', { timeout: 60_000 }, async () => {
  const job = await createDigitsJob(coordinator.url, 1200, 200, { policy });
  const app = await openApp(browser, coordinator.url);
  const worker = await computingWorker(app);
  const hung = worker.evaluate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
  hung.catch(() => 'It ends with its worker.');
  const clock = await takeClock(app.page);
  const isNoticed = async () => (await app.text()).includes(said('processor'));
  await clock.passUntil(isNoticed, 600_000, 5000);
  await app.set({ percent: 100 });
  const isDone = async () =>
    (await job.requester.job(AbortSignal.timeout(10_000), job.jobId)).state === 'completed';
  await clock.passUntil(isDone, 300_000);
  expect(await hostFailures()).toEqual(['The engine has fallen silent.']);
  expect(app.requests).toContain('POST /v1/leases/return');
});

/** Needs one tensor of half a megabyte less than WebAssembly's 4 GB. */
const hugeModel = () =>
  buildModel({
    inputs: [value('x', 'float32', ['n', 4])],
    outputs: [value('y', 'float32', ['n', 4])],
    nodes: [
      node('Unsqueeze', 'x axis', 'column'),
      node('Expand', 'column size', 'huge'),
      node('ReduceSum', 'huge axis', 'y', { keepdims: 0 }),
    ],
    initializers: [
      constant('axis', 'int64', [1], [2]),
      constant('size', 'int64', [3], [1, 1, 2 ** 28 - 2 ** 15]),
    ],
  });

test('a model is too large for the memory: other work is done', { timeout: 60_000 }, async () => {
  await createTinyJob(coordinator.url, { model: hugeModel(), rows: 1, rowsPerWorkunit: 1, policy });
  const app = await openApp(browser, coordinator.url, { settings: { percent: 100, threads: 2 } });
  // As often as a coordinator lets one volunteer try; the last engine once more than the others.
  await expect.poll(hostFailures, WAIT).toHaveLength(3);
  expect(new Set(await hostFailures())).toEqual(new Set([expect.stringContaining('bad_alloc')]));
  const job = await createDigitsJob(coordinator.url, 400, 40, { policy });
  expect(await untilEnded(job, 30_000)).toMatchObject(DONE);
  for (const engine of ['processor with 2 threads', 'processor']) {
    expect(await app.text()).toContain(said(engine));
  }
});
