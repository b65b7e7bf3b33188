// A person's way in a real Firefox, on WebAssembly: Start, validated work and credits, Pause, a reload, a closed tab.
// Skipped where there is no Firefox; `npm run test:firefox` fails there instead.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { ensureApp } from '../../src/cli/app.ts';
import { createHeadless } from '../../src/headless/volunteer.ts';
import { lookForFirefox } from '../support/browsers.ts';
import { query, startCoordinator, tasksByState, type TestCoordinator } from '../support/coordinator.ts';
import { createDigitsJob, createLinesJob, untilEnded } from '../support/demoJobs.ts';
import { launchFirefox, openPage, press, textOf } from '../support/firefox.ts';

const executablePath = lookForFirefox();
/** Some seconds of work at half the power; on a busy machine the tab takes its time. */
const TASK_LINES = 24;

describe.skipIf(executablePath === undefined)('in Firefox', { timeout: 300_000 }, () => {
  let staticDir: string;
  let browser: Browser;
  let coordinator: TestCoordinator;

  beforeAll(async () => {
    staticDir = await ensureApp(() => {});
    browser = await launchFirefox(executablePath!);
  }, 180_000);
  afterAll(() => browser.close());
  beforeEach(async () => {
    coordinator = await startCoordinator({ staticDir, sweepMs: 1000 });
  });
  afterEach(async () => {
    for (const context of browser.browserContexts().slice(1)) await context.close();
    await coordinator.close();
  });

  const read = <T extends Record<string, unknown>>(sql: string): Promise<T[]> =>
    query<T>(coordinator.databaseUrl, sql);

  const inFirefox = `host_id in
    (select id from hosts where capabilities->'numericClass'->>'platform' like 'Firefox %')`;
  const tasksOfFirefox = () => tasksByState(coordinator.databaseUrl, inFirefox);

  /** A volunteer in Node, of another account. */
  async function startInNode(): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'tabloom-headless-'));
    const volunteer = await createHeadless({
      coordinatorUrl: coordinator.url,
      keyFile: join(folder, 'key'),
      cacheDir: folder,
    });
    onTestFinished(async () => {
      await volunteer.close();
      await rm(folder, { recursive: true });
    });
    volunteer.start();
  }

  test('two accounts, one in a hidden tab, compute on one and two threads, agree, and see their credits', async () => {
    const job = await createDigitsJob(coordinator.url, 400, 50);
    const tabs = [
      await openPage(browser, `${coordinator.url}/?threads=2`),
      await openPage(browser, `${coordinator.url}/?threads=1`),
    ];
    for (const { page } of tabs) {
      expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
      const words = await textOf(page, '.this-device');
      expect(words).toMatch(/compute on its processor/);
      expect(words).toMatch(/offers no graphics card/);
      await press(page, 'Start');
    }
    const hidden = await Promise.all(tabs.map(({ page }) => page.evaluate(() => document.hidden)));
    expect(hidden).toEqual([true, false]);
    const view = await untilEnded(job, 120_000);
    expect(view).toMatchObject({ state: 'completed', progress: { validated: 8, failed: 0 } });
    expect(view.score!.numerator / view.score!.denominator).toBeGreaterThan(0.95);

    const [, major] = /firefox\/(\d+)/i.exec(await browser.version())!;
    const classes = await read('select distinct numeric_class from results order by 1');
    const numericClass = {
      platform: `Firefox ${major}`,
      engine: 'onnxruntime-web',
      executionProvider: 'wasm',
    };
    expect(classes).toEqual(
      [1, 2].map((threads) => ({
        numeric_class: expect.objectContaining({ ...numericClass, threads }) as object,
      })),
    );
    for (const { page, complaints } of tabs) {
      await expect
        .poll(() => textOf(page, '.visit-credit .earned'), { timeout: 30_000 })
        .toMatch(/^0\.\d*[1-9]\d*\s*earned/);
      expect(complaints).toEqual([]);
    }
  });

  test('paused, it computes nothing and keeps its place; started again, it goes on from there', async () => {
    const job = await createLinesJob(coordinator.url, TASK_LINES, { rowsPerWorkunit: TASK_LINES });
    const { page, complaints } = await openPage(browser, `${coordinator.url}/?power=balanced`);
    await press(page, 'Start');
    await expect.poll(() => linesDone(page), { timeout: 60_000, interval: 50 }).toBeGreaterThan(3);
    await press(page, 'Pause');
    await expect.poll(() => textOf(page, 'h1'), { timeout: 15_000 }).toMatch(/^Paused/);
    const places = 'select progress from tasks where progress > 0 and paused_at is not null';
    await expect.poll(async () => (await read(places)).length, { timeout: 30_000 }).toBe(1);
    const [place] = await read<{ progress: number }>(places);
    const shown = await linesDone(page);

    // What another device computes meanwhile is the time in which nothing may happen here.
    await startInNode();
    const reported = `select 1 from tasks where state = 'reported'`;
    await expect.poll(async () => (await read(reported)).length, { timeout: 120_000 }).toBe(1);
    expect(await tasksOfFirefox()).toEqual({ leased: 1 });
    expect(await read(places)).toEqual([place]);
    expect(await linesDone(page)).toBe(shown);
    expect(await textOf(page, 'h1')).toMatch(/^Paused/);

    await page.evaluate(noteLines);
    await press(page, 'Go on');
    expect(await untilEnded(job, 120_000)).toMatchObject({ state: 'completed', progress: { validated: 1 } });
    const noted = await page.evaluate(() => globalThis.linesNoted.filter((lines) => lines > 0));
    expect(noted.length).toBeGreaterThan(1);
    expect(Math.min(...noted)).toBeGreaterThanOrEqual(Math.round(place!.progress * TASK_LINES));
    expect(complaints).toEqual([]);
  });

  test('where the browser knows no Ed25519, the key is kept as bytes and signs all the same', async () => {
    const job = await createDigitsJob(coordinator.url, 16, 16, { policy: { type: 'quorum', quorum: 1 } });
    const { page, complaints } = await openPage(browser, coordinator.url);
    await page.evaluateOnNewDocument(() => {
      const generateKey = () => Promise.reject(new DOMException('Not known.', 'NotSupportedError'));
      Object.assign(SubtleCrypto.prototype, { generateKey });
    });
    await page.reload();
    await press(page, 'Start');
    expect(await untilEnded(job, 60_000)).toMatchObject({ state: 'completed' });
    expect(await page.evaluate(readKey)).toEqual({ kind: 'bytes', extractable: undefined });
    expect(complaints).toEqual([]);
  });

  test('a reload keeps account, key and settings; a closed tab gives its tasks back', async () => {
    await createLinesJob(coordinator.url, 2 * TASK_LINES, { rowsPerWorkunit: TASK_LINES });
    const { page, complaints } = await openPage(browser, coordinator.url);
    const chosen = () => page.$eval('input[name="power"]:checked', (input) => input.value);
    expect(await chosen()).toBe('gentle');
    await page.locator('input[name="power"][value="balanced"]').click();
    await press(page, 'Start');
    await expect.poll(() => piecesGot(page), { timeout: 60_000 }).toBe(2);
    expect(await tasksOfFirefox()).toEqual({ leased: 2 });
    const hosts = 'select id, public_key, volunteer_id from hosts where capabilities is not null';
    const host = await read(hosts);
    expect(host).toHaveLength(1);
    expect(await page.evaluate(readKey)).toEqual({ kind: 'webcrypto', extractable: false });

    await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
    await page.reload();
    expect(await page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(await chosen()).toBe('balanced');
    await expect.poll(tasksOfFirefox, { timeout: 30_000 }).toEqual({ returned: 2 });
    await press(page, 'Start');
    await expect.poll(() => piecesGot(page), { timeout: 60_000 }).toBe(2);
    expect(await tasksOfFirefox()).toEqual({ leased: 2, returned: 2 });
    expect(await read(hosts)).toEqual(host);

    await page.close();
    await expect.poll(tasksOfFirefox, { timeout: 30_000 }).toEqual({ returned: 4 });
    expect(complaints).toEqual([]);
  });

  test('a closed tab leaves its tasks to another one of the browser', async () => {
    await createLinesJob(coordinator.url, 2 * TASK_LINES, {
      rowsPerWorkunit: TASK_LINES,
      policy: { type: 'quorum', quorum: 1 },
    });
    const { page: first } = await openPage(browser, coordinator.url);
    await press(first, 'Start');
    await expect.poll(() => piecesGot(first), { timeout: 60_000 }).toBe(2);
    const second = await first.browserContext().newPage();
    await second.goto(`${coordinator.url}/?power=full`);
    await expect
      .poll(() => textOf(second, 'main'), { timeout: 15_000 })
      .toMatch(/Another tab of this browser/);
    // The first hears within a quarter of a second that somebody is in line.
    const before = await linesDone(second);
    await expect.poll(() => linesDone(second), { timeout: 30_000 }).toBeGreaterThan(before + 3);
    await first.close();
    await expect.poll(() => textOf(second, '.visit-log'), { timeout: 30_000 }).toMatch(/goes on with its 2/);
    // The first is done, and nothing was handed back or leased anew.
    await expect.poll(tasksOfFirefox, { timeout: 120_000 }).toEqual({ valid: 1, leased: 1 });
  });
});

/** Finished lines of the task at hand, as the page tells a screen reader; 0 while there is none. */
function linesDone(page: Page): Promise<number> {
  return page.evaluate(() => {
    const bar = document.querySelector('[aria-label^="Progress of this piece"]');
    return Number(bar?.getAttribute('aria-valuenow') ?? 0);
  });
}

/** What the log of the visit says of the tasks that came: once it does, the page would give them back. */
async function piecesGot(page: Page): Promise<number> {
  const log = await textOf(page, '.visit-log');
  return Array.from(log.matchAll(/Got (\d+) piece/g)).reduce((sum, [, count]) => sum + Number(count), 0);
}

declare global {
  // Only `var` declares a property of globalThis.
  // oxlint-disable-next-line no-var
  var linesNoted: number[];
}

/** In the page: from now on, every number of finished lines that differs from the one before. */
function noteLines(): void {
  const valueNow = () => {
    const bar = document.querySelector('[aria-label^="Progress of this piece"]');
    return Number(bar?.getAttribute('aria-valuenow') ?? 0);
  };
  let last = valueNow();
  globalThis.linesNoted = [];
  const look = (): void => {
    const now = valueNow();
    if (now === last) return;
    last = now;
    globalThis.linesNoted.push(now);
  };
  const options = { subtree: true, childList: true, attributes: true };
  new MutationObserver(look).observe(document.body, options);
}

/** In the page: what the browser keeps of the device's key. */
async function readKey(): Promise<{ kind: string; extractable: boolean | undefined }> {
  const settled = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(new Error('The database does not answer.')));
    });
  const database = await settled(indexedDB.open('tabloom'));
  const kept = database.transaction('keys').objectStore('keys').get('device');
  const key = (await settled(kept)) as { kind: string; privateKey?: CryptoKey };
  database.close();
  return { kind: key.kind, extractable: key.privateKey?.extractable };
}
