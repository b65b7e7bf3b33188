// A person's way in a real browser: open the page, press Start, see work, results validated, credits granted.
// On Wasm, on WebGPU (software adapter), and as a static site on another origin without isolation headers.

import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ensureApp } from '../../src/cli/app.ts';
import type { Stats } from '../../src/protocol/live.ts';
import { launchChromium } from '../support/chromium.ts';
import { startCoordinator, type TestCoordinator } from '../support/coordinator.ts';
import { createDigitsJob, createLinesJob, untilEnded } from '../support/demoJobs.ts';

let staticDir: string;
let coordinator: TestCoordinator;
let browsers: Browser[] = [];

beforeAll(async () => {
  staticDir = await ensureApp(() => {});
}, 120_000);

afterEach(async () => {
  await Promise.all(browsers.splice(0).map((browser) => browser.close()));
  await coordinator.close();
});

async function launch(options: { webgpu?: boolean } = {}): Promise<Browser> {
  const browser = await launchChromium(options);
  browsers.push(browser);
  return browser;
}

/** A profile of its own, so an account of its own; everything the page complains about fails the test. */
async function open(browser: Browser, address: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await (await browser.newContext()).newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(address);
  return { page, complaints };
}

const pressStart = (page: Page) => page.getByRole('button', { name: /^Start/ }).click();

test('on Wasm: two tabs compute digits, agree, and see their credits', { timeout: 120_000 }, async () => {
  coordinator = await startCoordinator({ staticDir, sweepMs: 1000 });
  const job = await createDigitsJob(coordinator.url, 400, 50);
  const browser = await launch();
  const sent: string[] = [];
  const tabs = await Promise.all([
    open(browser, `${coordinator.url}/?engine=wasm&power=full`),
    open(browser, `${coordinator.url}/?power=full`),
  ]);
  tabs[0].page.on('request', (request) =>
    sent.push(`${request.method()} ${new URL(request.url()).pathname}`),
  );
  await tabs[0].page.waitForTimeout(500);
  expect(sent.filter((line) => line.startsWith('POST') || /\.(wasm|onnx)$/.test(line))).toEqual([]);
  for (const { page } of tabs) await pressStart(page);
  const view = await untilEnded(job, 90_000);
  expect(view).toMatchObject({ state: 'completed', progress: { validated: 8, rowsValidated: 400 } });
  expect(view.score!.numerator / view.score!.denominator).toBeGreaterThan(0.95);
  for (const { page, complaints } of tabs) {
    await page
      .getByRole('link', { name: /Credits/ })
      .first()
      .click();
    await expect
      .poll(() => page.locator('main').textContent(), { timeout: 15_000 })
      .toMatch(/earned|credits/i);
    expect(complaints).toEqual([]);
  }
  // The counters are read once a second at most.
  const readStats = async () => (await (await fetch(`${coordinator.url}/v1/stats`)).json()) as Stats;
  await expect.poll(async () => (await readStats()).workunitsValidated).toBe(8);
  const stats = await readStats();
  expect(Number(stats.creditGrantedMicro)).toBeGreaterThan(0);
});

test(
  'on WebGPU and Wasm: digits agree within 1e-3 relative, and a line reads the same',
  { timeout: 180_000 },
  async () => {
    coordinator = await startCoordinator({ staticDir, sweepMs: 1000 });
    // Two results of two tabs, one on each engine: a workunit is validated only if they agree.
    const jobs = [await createDigitsJob(coordinator.url, 32, 16), await createLinesJob(coordinator.url, 1)];
    const webgpu = await open(await launch({ webgpu: true }), `${coordinator.url}/?engine=webgpu&power=full`);
    const wasm = await open(await launch(), `${coordinator.url}/?engine=wasm&power=full`);
    for (const { page } of [webgpu, wasm]) await pressStart(page);
    for (const job of jobs) {
      const view = await untilEnded(job, 150_000);
      expect(view).toMatchObject({ state: 'completed', progress: { failed: 0 } });
    }
    expect([...webgpu.complaints, ...wasm.complaints]).toEqual([]);
  },
);

test('paused, the page computes nothing; started again, it goes on', { timeout: 120_000 }, async () => {
  coordinator = await startCoordinator({ staticDir });
  const job = await createLinesJob(coordinator.url, 40);
  const { page } = await open(await launch(), `${coordinator.url}/?engine=wasm&power=full`);
  const reports: number[] = [];
  page.on('requestfinished', (request) => {
    if (request.url().endsWith('/v1/results')) reports.push(Date.now());
  });
  await pressStart(page);
  await expect.poll(() => reports.length, { timeout: 60_000 }).toBeGreaterThan(1);
  await page.getByRole('button', { name: /^Pause/ }).click();
  const goOn = page.getByRole('button', { name: /^Go on/ });
  await goOn.waitFor();
  await page.waitForTimeout(1500);
  const before = reports.length;
  await page.waitForTimeout(2500);
  expect(reports.length).toBe(before);
  await goOn.click();
  await expect.poll(() => reports.length, { timeout: 30_000 }).toBeGreaterThan(before);
  expect((await job.requester.job(AbortSignal.timeout(5000), job.jobId)).progress.failed).toBe(0);
});

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** dist/ as any static host serves it: no isolation headers, and a config.json that names the coordinator. */
async function serveStatically(coordinatorUrl: string): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const file = path === '/' ? '/index.html' : path;
    response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
    if (file === '/config.json') {
      response.end(JSON.stringify({ coordinatorUrl }));
      return;
    }
    readFile(join(staticDir, file)).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

test(
  'as a static site on another origin: works on one thread, and says so',
  { timeout: 120_000 },
  async () => {
    coordinator = await startCoordinator();
    const job = await createDigitsJob(coordinator.url, 100, 50, { policy: { type: 'quorum', quorum: 1 } });
    const { url, server } = await serveStatically(coordinator.url);
    try {
      const { page, complaints } = await open(await launch(), `${url}/?power=full`);
      expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
      await expect.poll(() => page.locator('main').textContent(), { timeout: 10_000 }).toMatch(/one thread/);
      await pressStart(page);
      expect(await untilEnded(job, 60_000)).toMatchObject({ state: 'completed' });
      expect(complaints).toEqual([]);
    } finally {
      server.close();
      server.closeAllConnections();
    }
  },
);

afterAll(() => {
  browsers = [];
});
