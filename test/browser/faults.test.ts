// What befalls a tab that is left running: the network goes, the disk is full, the cache is cleared, the clock jumps, the
// browser is killed. Nothing of it may lose work or need the person.

import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { ensureApp } from '../../src/cli/app.ts';
import { launchChromium } from '../support/chromium.ts';
import { startCoordinator, tasksByState, type TestCoordinator } from '../support/coordinator.ts';
import { createDigitsJob, untilEnded, validated } from '../support/demoJobs.ts';
import { openApp, type OpenApp } from '../support/openApp.ts';
import { takeClock } from '../support/pageClock.ts';
import { spawnChromium } from '../support/rawChromium.ts';

const WAIT = { timeout: 30_000 };
const policy = { type: 'quorum', quorum: 1 } as const;
const DONE = { state: 'completed', progress: { failed: 0 } };

let staticDir: string;
let browser: Browser;
let coordinator: TestCoordinator;

beforeAll(async () => {
  staticDir = await ensureApp(() => {});
  browser = await launchChromium();
}, 120_000);
afterAll(() => browser.close());
beforeEach(async () => {
  coordinator = await startCoordinator({ staticDir, sweepMs: 500 });
});
afterEach(() => coordinator.close());

const tasks = () => tasksByState(coordinator.databaseUrl);

const computing = (app: OpenApp) => expect.poll(app.sentence, WAIT).toMatch(/^Computing: reading/);

test('a browser is killed: its work is done elsewhere', { timeout: 60_000 }, async () => {
  const job = await createDigitsJob(coordinator.url, 2000, 1000, { policy });
  const victim = await spawnChromium();
  const tab = await victim.open(`${coordinator.url}/?engine=wasm&autostart=1`);
  await expect
    .poll(() => tab.evaluate('document.querySelector("h1")?.innerText'), WAIT)
    .toMatch(/^Computing: reading/);
  await victim.kill();
  const { leased = 0 } = await tasks();
  expect(leased).toBeGreaterThan(0);

  const { sentence } = await openApp(browser, coordinator.url, { settings: { percent: 100 } });
  await expect.poll(sentence, WAIT).toMatch(/^Waiting: nothing needs this device/);
  expect(await tasks()).toMatchObject({ leased });
  coordinator.advance(151_000);
  expect(await untilEnded(job, 30_000)).toMatchObject(DONE);
  expect(await tasks()).toEqual({ valid: 2, expired: leased });
});

test('half a minute offline: nothing is lost, and work goes on', { timeout: 90_000 }, async () => {
  const job = await createDigitsJob(coordinator.url, 10_000, 500, { policy });
  const app = await openApp(browser, coordinator.url);
  await computing(app);
  const network = app.page.context();
  await network.setOffline(true);
  await expect.poll(app.sentence, WAIT).toMatch(/it does not answer. Finished results are kept here/);
  const before = await validated(job);
  await app.page.waitForTimeout(30_000);
  const finished = Number(/(\d+) finished piece/.exec(await app.text())?.[1]);
  expect(finished).toBeGreaterThan(before);
  expect(await validated(job)).toBe(before);

  await network.setOffline(false);
  // At once, whenever it would have tried by itself.
  await expect.poll(() => validated(job), { timeout: 10_000 }).toBeGreaterThanOrEqual(finished);
  await app.set({ percent: 100 });
  expect(await untilEnded(job, 30_000)).toMatchObject(DONE);
  // Not one of them had to be computed twice.
  expect(await tasks()).toEqual({ valid: 20 });
});

/** The browser refuses whatever the app would keep from now on. */
async function fill({ page }: OpenApp): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: coordinator.url, quotaSize: 1 });
}

test('a full quota: a newcomer computes, and reads that nothing is kept', { timeout: 60_000 }, async () => {
  const job = await createDigitsJob(coordinator.url, 300, 100, { policy });
  const app = await openApp(browser, coordinator.url, { prepare: fill });
  expect(await untilEnded(job, 30_000)).toMatchObject(DONE);
  await expect.poll(app.text, WAIT).toMatch(/There is no room to keep the model of Digits on this device/);
  expect(await app.text()).toMatch(/This browser keeps nothing here: your credits end with this tab/);
});

test('the quota fills up: what came before stays, and work goes on', { timeout: 60_000 }, async () => {
  const app = await openApp(browser, coordinator.url);
  expect(
    await untilEnded(await createDigitsJob(coordinator.url, 100, 100, { policy }), 30_000),
  ).toMatchObject(DONE);
  await fill(app);
  expect(
    await untilEnded(await createDigitsJob(coordinator.url, 200, 100, { policy }), 30_000),
  ).toMatchObject(DONE);
  await expect.poll(app.text, WAIT).toMatch(/There is no room to keep the data of Digits on this device/);
  expect(await app.text()).not.toMatch(/keep the model|credits end with this tab/);
});

/** The files that the browser keeps for the app, and what its index says; by their last letters. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const cache = await caches.open('tabloom-artifacts-1');
    const files = (await cache.keys()).map(({ url }) => url.slice(-8));
    const index = await new Promise<string[]>((resolve, reject) => {
      const opening = indexedDB.open('tabloom');
      opening.addEventListener('error', () => reject(opening.error!));
      opening.addEventListener('success', () => {
        const { result: database } = opening;
        const keys = database.transaction('artifacts').objectStore('artifacts').getAllKeys();
        keys.addEventListener('success', () => {
          database.close();
          resolve((keys.result as string[]).map((sha256) => sha256.slice(-8)));
        });
      });
    });
    return { files: files.sort(), index: index.sort() };
  });

test.each(['cache_storage', 'cache_storage,indexeddb'])(
  'what was kept is cleared (%s): it is fetched again',
  { timeout: 60_000 },
  async (storageTypes) => {
    const first = await createDigitsJob(coordinator.url, 100, 100, { policy });
    const app = await openApp(browser, coordinator.url);
    await untilEnded(first, 30_000);
    const before = await kept(app.page);
    expect([before.files.length, before.index]).toEqual([2, before.files]);

    const session = await app.page.context().newCDPSession(app.page);
    await session.send('Storage.clearDataForOrigin', { origin: coordinator.url, storageTypes });
    // A pause ends the worker, and with it what it held in memory.
    await app.page.getByRole('button', { name: /^Pause/ }).click();
    await app.page.getByRole('button', { name: /^Go on/ }).click();
    const second = await createDigitsJob(coordinator.url, 200, 100, { policy });
    expect(await untilEnded(second, 30_000)).toMatchObject(DONE);
    const after = await kept(app.page);
    expect([after.files.length, after.index]).toEqual([2, after.files]);
    expect(await app.text()).not.toMatch(/no room|could not be read/);
  },
);

test('the clock jumps an hour: leases stay alive, and nobody is hurried', { timeout: 60_000 }, async () => {
  await createDigitsJob(coordinator.url, 10_000, 1000, { policy });
  const app = await openApp(browser, coordinator.url, {
    settings: { percent: 5 },
    script: () => {
      const { now } = Date;
      Object.assign(globalThis, { jumpMs: 0 });
      Date.now = () => now() + (globalThis as unknown as { jumpMs: number }).jumpMs;
    },
  });
  await computing(app);
  const clock = await takeClock(app.page);
  for (const jumpMs of [3_600_000, 0, -3_600_000]) {
    await app.page.evaluate((jumpMs) => Object.assign(globalThis, { jumpMs }), jumpMs);
    const from = app.requests.length;
    // Together more than a lease of 150 s outlives silence.
    coordinator.advance(60_000);
    await clock.pass(30_000);
    const sent = app.requests.slice(from);
    expect(sent).toContain('POST /v1/leases/renew');
    expect(sent.length).toBeLessThan(25);
    expect(await app.sentence()).toMatch(/^Computing: reading/);
  }
  expect(await tasks()).not.toHaveProperty('expired');
});
