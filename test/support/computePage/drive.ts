// Drives the page from a test: opens it, starts engines, runs tasks; and the same task in Node, to compare with.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page, Worker } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { openCompute } from '../../../src/headless/computeBridge.ts';
import { decodeBase64 } from '../../../src/util/base64.ts';
import type { EngineTarget, Reply, RunResult } from '../../../workers/api.ts';
import type { ComputeTask } from '../computeTasks.ts';
import type { ComputePage } from './main.ts';
import { servePage } from './serve.ts';

export const WASM_1: EngineTarget = { executionProvider: 'wasm', threads: 1 };

export type OpenPage = {
  tab: Page;
  worker: Worker;
  start(target: EngineTarget): ReturnType<ComputePage['start']>;
  run(task: ComputeTask, haltAfterRows?: number): ReturnType<ComputePage['run']>;
  died(): ReturnType<ComputePage['died']>;
};

/** A tab with one worker open, closed with the test. */
export async function openPage(
  browser: Browser,
  folder: string,
  isIsolated: (path: string) => boolean = () => true,
): Promise<OpenPage> {
  const server = await servePage(folder, isIsolated);
  const tab = await browser.newPage();
  onTestFinished(async () => {
    await tab.close();
    server.close();
  });
  await tab.goto(server.url);
  const [worker] = await Promise.all([tab.waitForEvent('worker'), tab.evaluate(() => computePage.open())]);
  return {
    tab,
    worker,
    start: (target) => tab.evaluate((given) => computePage.start(given), target),
    async run({ request, artifacts }, haltAfterRows) {
      for (const [hash, bytes] of Object.entries(artifacts)) await writeFile(join(folder, hash), bytes);
      return tab.evaluate(([request, haltAfterRows]) => computePage.run(request, haltAfterRows), [
        request,
        haltAfterRows,
      ] as const);
    },
    died: () => tab.evaluate(() => computePage.died()),
  };
}

export async function runInNode(
  target: EngineTarget,
  { request, artifacts }: ComputeTask,
): Promise<Reply<RunResult>> {
  const compute = openCompute();
  onTestFinished(() => compute.terminate());
  expect(await compute.start(target)).toMatchObject({ ok: true });
  for (const sha256 of await compute.missing(request.program, request.inputs)) {
    await compute.provide(sha256, artifacts[sha256]!.slice());
  }
  return compute.run(request, () => {});
}

export function outputsOf(reply: Reply<RunResult>): (RunResult & { done: true })['outputs'] {
  if (!reply.ok || !reply.value.done) throw new Error(JSON.stringify(reply).slice(0, 2000));
  return reply.value.outputs;
}

export function floatsOf(reply: Reply<RunResult>, name: string): Float32Array {
  const value = outputsOf(reply)[name];
  if (value?.type !== 'tensor') throw new Error(`${name} is no tensor.`);
  return new Float32Array(decodeBase64(value.data).buffer);
}

/** As numpy.allclose: |got - wanted| ≤ atol + rtol |wanted|. */
export function expectClose(got: Float32Array, wanted: Float32Array, rtol: number, atol: number): void {
  expect(got).toHaveLength(wanted.length);
  for (const [i, value] of wanted.entries()) {
    expect(Math.abs(got[i]! - value)).toBeLessThanOrEqual(atol + rtol * Math.abs(value));
  }
}
