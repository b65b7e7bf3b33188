// The compute worker on Wasm in a real Chromium, through the product's bridge, from a page that vite built.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import {
  expectClose,
  floatsOf,
  openPage,
  outputsOf,
  runInNode,
  WASM_1,
} from '../support/computePage/drive.ts';
import { buildComputePage, type BuiltPage } from '../support/computePage/serve.ts';
import { chainTask, digitsTask, pagesTask } from '../support/computeTasks.ts';

const WASM_2 = { executionProvider: 'wasm', threads: 2 } as const;

let page: BuiltPage;
let browser: Browser;
beforeAll(async () => {
  page = await buildComputePage();
  browser = await launchChromium();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await page.remove();
});

test('one thread computes the bits that Node computes', { timeout: 60_000 }, async () => {
  const { start, run } = await openPage(browser, page.folder);
  expect(await start(WASM_1)).toMatchObject({
    ok: true,
    value: {
      numericClass: {
        executionProvider: 'wasm',
        threads: 1,
        platform: expect.stringMatching(/^Chromium \d+$/),
      },
      memoryMb: expect.any(Number),
    },
  });
  const tasks = [
    chainTask({ size: 64, depth: 5, rows: 5, batchRows: 2 }),
    await digitsTask(30),
    await pagesTask(2),
  ];
  for (const task of tasks) {
    const [{ reply }, inNode] = await Promise.all([run(task), runInNode(WASM_1, task)]);
    expect(outputsOf(reply)).toEqual(outputsOf(inNode));
  }
});

test('two threads where the page is isolated', { timeout: 60_000 }, async () => {
  const { start, run } = await openPage(browser, page.folder);
  expect(await start(WASM_2)).toMatchObject({ ok: true, value: { numericClass: { threads: 2 } } });
  const task = chainTask({ size: 128, depth: 3, rows: 2 });
  const { reply } = await run(task);
  expectClose(floatsOf(reply, 'y'), floatsOf(await runInNode(WASM_1, task), 'y'), 1e-4, 1e-6);
});

test.each([
  ['the page is not isolated', () => false],
  ['the thread script is sent without the policy', (path: string) => !path.endsWith('.mjs')],
])('one thread, and it says so, where %s', { timeout: 30_000 }, async (_, isIsolated) => {
  const { start, run } = await openPage(browser, page.folder, isIsolated);
  expect(await start(WASM_2)).toMatchObject({ ok: true, value: { numericClass: { threads: 1 } } });
  outputsOf((await run(chainTask({ size: 8, depth: 1, rows: 1 }))).reply);
});

test('a halt gets through, and going on gives the same bits', { timeout: 30_000 }, async () => {
  const { start, run } = await openPage(browser, page.folder);
  await start(WASM_1);
  const task = chainTask({ size: 96, depth: 4, rows: 200 });
  const whole = await run(task);
  const halted = await run(task, 5);
  expect(halted.halts).toBe(1);
  expect(outputsOf(halted.reply)).toEqual(outputsOf(whole.reply));
  expect(whole.progress.at(-1)).toMatchObject({ rowsDone: 200, rows: 200 });
});

test('a worker that crashes says so, and rejects what is called', { timeout: 30_000 }, async () => {
  const { tab, worker, start, run, died } = await openPage(browser, page.folder);
  await start(WASM_1);
  await worker.evaluate(() => {
    setTimeout(() => {
      throw new Error('struck by a test');
    });
  });
  expect(await died()).toMatchObject({
    code: 'host_incapable',
    message: expect.stringContaining('struck by a test'),
  });
  await expect(run(chainTask({ size: 8, depth: 1, rows: 1 }))).rejects.toThrow('struck by a test');
  expect(tab.workers()).toHaveLength(0);
});

test('no adapter, no WebGPU', { timeout: 30_000 }, async () => {
  const { start } = await openPage(browser, page.folder);
  expect(await start({ executionProvider: 'webgpu', threads: 1 })).toMatchObject({
    ok: false,
    error: { code: 'engine_unavailable', message: expect.stringContaining('adapter') },
  });
});
