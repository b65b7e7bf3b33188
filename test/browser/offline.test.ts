// The page as an app: it is kept for when there is no network, a new build does not change an open page, and what is
// served is compressed and lasting.

import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { ensureApp } from '../../src/cli/app.ts';
import { launchChromium } from '../support/chromium.ts';
import { startCoordinator, type TestCoordinator } from '../support/coordinator.ts';

let browser: Browser;
let coordinator: TestCoordinator;
let staticDir: string;

beforeAll(async () => {
  const built = await ensureApp(() => {});
  staticDir = await mkdtemp(join(tmpdir(), 'tabloom-app-'));
  await cp(built, staticDir, { recursive: true });
  browser = await launchChromium({});
  coordinator = await startCoordinator({ staticDir });
}, 120_000);

afterAll(async () => {
  await browser.close();
  await coordinator.close();
  await rm(staticDir, { recursive: true, force: true });
});

async function openInstalled(): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(coordinator.url);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  return page;
}

test('without a network the page opens, is isolated, and says so', async () => {
  const page = await openInstalled();
  await page.context().setOffline(true);
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await expect.poll(() => page.locator('.away').textContent()).toMatch(/You are offline/);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await page.context().setOffline(false);
  // The coordinator is asked again every few seconds.
  await expect.poll(() => page.locator('.away').count(), { timeout: 20_000 }).toBe(0);
  await page.context().close();
});

test('a new build changes no open page, whose chunks stay at hand', async () => {
  const page = await openInstalled();
  // Now the service worker is asked for everything.
  await page.reload();
  await page.evaluate(() => Object.assign(globalThis, { isSame: true }));
  await replaceChunk(/^tab-.*\.js$/);
  await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
  await expect.poll(() => page.locator('.away').textContent()).toMatch(/newer version/);
  const session = await page.context().newCDPSession(page);
  await session.send('Network.clearBrowserCache');
  // Wants the chunk of its own build, which it has not used before and nobody serves any more.
  await page.getByRole('button', { name: /^Start/ }).click();
  await page.getByRole('heading', { name: /^Waiting/ }).waitFor();
  expect(await page.evaluate(() => 'isSame' in globalThis)).toBe(true);
  await page.context().close();
});

/** As a newer build would, whose service worker knows the chunk by another name; undone at the end of the test. */
async function replaceChunk(pattern: RegExp): Promise<void> {
  const assets = join(staticDir, 'assets');
  const before = (await readdir(assets)).find((name) => pattern.test(name))!;
  const after = `newer-${before}`;
  const serviceWorker = join(staticDir, 'sw.js');
  const script = await readFile(serviceWorker, 'utf8');
  expect(script).toContain(before);
  for (const compressed of [serviceWorker, join(assets, before)]) {
    for (const kind of ['br', 'gz']) await rm(`${compressed}.${kind}`, { force: true });
  }
  await rename(join(assets, before), join(assets, after));
  await writeFile(serviceWorker, script.replace(before, after));
  onTestFinished(async () => {
    await rename(join(assets, after), join(assets, before));
    await writeFile(serviceWorker, script);
  });
}

test('files are compressed, lasting where they are hashed, and missing where they are missing', async () => {
  const names = await readdir(join(staticDir, 'assets'));
  const engine = names.find((name) => name.endsWith('.wasm'))!;
  const ask = (path: string, encoding: string) =>
    fetch(`${coordinator.url}/${path}`, { method: 'HEAD', headers: { 'accept-encoding': encoding } });
  const compressed = await ask(`assets/${engine}`, 'gzip, deflate, br, zstd');
  expect(Object.fromEntries(compressed.headers)).toMatchObject({
    'content-encoding': 'br',
    'content-type': 'application/wasm',
    'cache-control': 'public, max-age=31536000, immutable',
    'cross-origin-embedder-policy': 'require-corp',
    vary: expect.stringContaining('Accept-Encoding') as string,
  });
  const plain = await ask(`assets/${engine}`, 'identity');
  expect(plain.headers.get('content-encoding')).toBeNull();
  const [small, large] = [compressed, plain].map((answer) => Number(answer.headers.get('content-length')));
  expect(small).toBeLessThan(large! / 4);
  expect((await ask('sw.js', 'br')).headers.get('cache-control')).toBe('no-cache');
  expect((await ask('assets/of-no-build.js', 'br')).status).toBe(404);
});

test('a browser could install it', async () => {
  const page = await openInstalled();
  const session = await page.context().newCDPSession(page);
  const { errors } = await session.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  // A private window, which is what a test has, installs nothing.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
  await page.context().close();
});
