// The compute worker on real WebGPU in Chromium (the software adapter: tiny tasks), in both of onnxruntime's
// builds, and what becomes of it when the device is lost.

import type { Browser, Worker } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { expectClose, floatsOf, openPage, runInNode, WASM_1 } from '../support/computePage/drive.ts';
import { buildComputePage, type BuiltPage } from '../support/computePage/serve.ts';
import { chainTask, digitsTask } from '../support/computeTasks.ts';

const WEBGPU = { executionProvider: 'webgpu', threads: 1 } as const;

let page: BuiltPage;
let browser: Browser;
beforeAll(async () => {
  page = await buildComputePage();
  browser = await launchChromium({ webgpu: true });
}, 60_000);
afterAll(async () => {
  await browser.close();
  await page.remove();
});

const withoutJspi = (worker: Worker): Promise<void> =>
  worker.evaluate(() => {
    Reflect.deleteProperty(WebAssembly, 'Suspending');
  });

test.each([
  ['jspi', () => Promise.resolve()],
  ['asyncify', withoutJspi],
])('digits are read within rounding of Wasm (%s)', { timeout: 60_000 }, async (build, prepare) => {
  const { tab, worker, start, run } = await openPage(browser, page.folder);
  await prepare(worker);
  const loaded: string[] = [];
  tab.context().on('request', (request) => loaded.push(request.url()));
  const reply = await start(WEBGPU);
  expect(reply).toMatchObject({
    ok: true,
    value: {
      numericClass: {
        executionProvider: 'webgpu',
        adapterVendor: 'google',
        adapterArchitecture: 'swiftshader',
      },
      limits: { maxBufferSize: expect.any(Number) },
    },
  });
  expect(loaded.filter((url) => url.endsWith('.wasm'))).toEqual([expect.stringContaining(build)]);
  const task = await digitsTask(8);
  const [inTab, inNode] = [await run(task), await runInNode(WASM_1, task)];
  expectClose(floatsOf(inTab.reply, 'logits'), floatsOf(inNode, 'logits'), 1e-3, 1e-4);
});

type WithDevice = { device: GPUDevice };

/** Keeps the device that the worker is about to request, as `device` of its global. */
const keepDevice = (worker: Worker): Promise<void> =>
  worker.evaluate(() => {
    const { requestDevice } = GPUAdapter.prototype;
    GPUAdapter.prototype.requestDevice = async function (...args) {
      const device = await requestDevice.apply(this, args);
      Object.assign(globalThis, { device });
      return device;
    };
  });

test('a lost device ends the run and the worker', { timeout: 60_000 }, async () => {
  const { tab, worker, start, run, died } = await openPage(browser, page.folder);
  await keepDevice(worker);
  expect(await start(WEBGPU)).toMatchObject({ ok: true });
  const running = run(chainTask({ size: 128, depth: 2, rows: 1000 }));
  await tab.waitForFunction(() => computePage.rowsDone > 0);
  await worker.evaluate(() => (globalThis as unknown as WithDevice).device.destroy());
  const wanted = { code: 'host_incapable', message: expect.stringContaining('lost (destroyed)') };
  expect((await running).reply).toMatchObject({ ok: false, error: wanted });
  expect(await died()).toMatchObject(wanted);
});

test('an error of the device that nobody caught ends the worker', { timeout: 60_000 }, async () => {
  const { worker, start, died } = await openPage(browser, page.folder);
  await keepDevice(worker);
  expect(await start(WEBGPU)).toMatchObject({ ok: true });
  await worker.evaluate(() => {
    const { device } = globalThis as unknown as WithDevice;
    device.createBuffer({ size: 4, usage: 0 });
    // Chromium tells of it once something is submitted.
    device.queue.submit([]);
  });
  expect(await died()).toMatchObject({
    code: 'host_incapable',
    message: expect.stringContaining('failed (GPUValidationError)'),
  });
});
