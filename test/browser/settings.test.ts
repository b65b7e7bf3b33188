// Settings: kept, heard by every tab at once and obeyed by the one that computes; numbers by keyboard alone;
// notifications only where they were asked for; and what the page says before Start of device and downloads.

import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureApp } from '../../src/cli/app.ts';
import { launchChromium } from '../support/chromium.ts';
import { startCoordinator, type TestCoordinator } from '../support/coordinator.ts';
import { createLinesJob } from '../support/demoJobs.ts';

let coordinator: TestCoordinator;
let browser: Browser;

beforeAll(async () => {
  coordinator = await startCoordinator({ staticDir: await ensureApp(() => {}) });
  await createLinesJob(coordinator.url, 200);
  browser = await launchChromium();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await coordinator.close();
});

async function open(context: BrowserContext, hash: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${coordinator.url}/?engine=wasm${hash}`);
  await page.locator('h1').first().waitFor();
  return page;
}

const keptIn = (page: Page) =>
  page.evaluate(
    () => JSON.parse(localStorage.getItem('tabloom.settings') ?? '{}') as Record<string, unknown>,
  );

/** With the Tab key, as somebody without a mouse gets there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate((node) => node === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('The Tab key never gets there.');
}

test('a change in one tab is obeyed by another that computes, and kept', { timeout: 120_000 }, async () => {
  const context = await browser.newContext();
  // A laptop on its battery.
  await context.addInitScript(() => {
    const battery = Object.assign(new EventTarget(), { charging: false, level: 0.8 });
    Object.assign(navigator, { getBattery: () => Promise.resolve(battery) });
  });
  const computing = await open(context, '#/');
  await computing.getByRole('button', { name: /^Start/ }).click();
  await computing.getByRole('heading', { name: /^Computing/ }).waitFor({ timeout: 60_000 });
  const settings = await open(context, '#/settings');
  await settings.getByRole('checkbox', { name: 'Only while charging' }).check();
  await computing.getByRole('heading', { name: /^Resting: the device is not charging/ }).waitFor();
  await settings.getByRole('checkbox', { name: 'Only while charging' }).uncheck();
  await computing.getByRole('heading', { name: /^Computing/ }).waitFor();
  await settings.getByRole('spinbutton', { name: /^On battery/ }).fill('90');
  await settings.keyboard.press('Enter');
  await computing.getByRole('heading', { name: /^Resting: the battery/ }).waitFor();

  await settings.getByRole('radio', { name: 'Full' }).check();
  await expect.poll(() => computing.getByRole('radio', { name: 'Full' }).isChecked()).toBe(true);
  await settings.reload();
  expect(await settings.getByRole('radio', { name: 'Full' }).isChecked()).toBe(true);
  expect(await settings.getByRole('spinbutton', { name: /^On battery/ }).inputValue()).toBe('90');
  await settings.getByRole('button', { name: 'Back to the usual settings' }).click();
  await computing.getByRole('heading', { name: /^Computing/ }).waitFor();
  expect(await computing.getByRole('radio', { name: 'Gentle' }).isChecked()).toBe(true);
  await context.close();
});

test('by keyboard alone: a level, then numbers of one\u2019s own that start from it', async () => {
  const context = await browser.newContext();
  const page = await open(context, '#/settings');
  await tabTo(page, page.getByRole('radio', { name: 'Gentle' }));
  await page.keyboard.press('ArrowRight');
  expect(await keptIn(page)).toMatchObject({ power: 'balanced' });
  const percent = page.getByRole('spinbutton', { name: /^Part of the time/ });
  expect(await percent.inputValue()).toBe('50');
  await tabTo(page, page.getByRole('slider', { name: /^Part of the time/ }));
  await page.keyboard.press('ArrowRight');
  expect(await keptIn(page)).toMatchObject({ power: 'custom', percent: 55 });
  expect(await page.getByRole('radio', { name: 'Your own' }).isChecked()).toBe(true);
  await page.getByText(/^At most 55 % of the time/).waitFor();
  await tabTo(page, percent);
  for (const [typed, taken] of [
    ['37', 37],
    ['3', 5],
    ['1000', 100],
    ['', 100],
  ] as const) {
    await percent.press('ControlOrMeta+a');
    await page.keyboard.press('Delete');
    await page.keyboard.type(typed);
    await page.keyboard.press('Tab');
    expect(await keptIn(page)).toMatchObject({ power: 'custom', percent: taken });
    expect(await percent.inputValue()).toBe(String(taken));
    await page.keyboard.press('Shift+Tab');
  }
  const cores = await page.evaluate(() => navigator.hardwareConcurrency);
  const threads = page.getByRole('spinbutton', { name: 'Processor threads' });
  await tabTo(page, threads);
  await threads.press('ControlOrMeta+a');
  await page.keyboard.type(String(cores));
  await page.keyboard.press('Enter');
  expect(await keptIn(page)).toMatchObject({ power: 'custom', percent: 100, threads: cores });
  await tabTo(page, page.getByRole('checkbox', { name: 'Keep the screen on while computing' }));
  expect(await keptIn(page)).toMatchObject({ keepAwake: false });
  await page.keyboard.press('Space');
  expect(await keptIn(page)).toMatchObject({ keepAwake: true });
  await context.close();
});

/** Counts what the browser is asked, and keeps what it is told to show; hides the tab at will. */
async function watchNotifications(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const seen = { asked: 0, shown: [] as string[] };
    class Watched extends Notification {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        seen.shown.push(`${title} ${options?.body ?? ''}`);
      }
      static override requestPermission(): Promise<NotificationPermission> {
        seen.asked += 1;
        return super.requestPermission();
      }
    }
    // Automated tabs are never hidden by themselves (test/browser/hidden.test.ts has real ones).
    let hidden = false;
    Object.defineProperty(document, 'hidden', { get: () => hidden });
    const setHidden = (value: boolean) => {
      hidden = value;
      document.dispatchEvent(new Event('visibilitychange'));
    };
    Object.assign(globalThis, { Notification: Watched, seen, setHidden });
  });
}

type Watch = { seen: { asked: number; shown: string[] }; setHidden: (value: boolean) => void };
const seenIn = (page: Page) => page.evaluate(() => (globalThis as unknown as Watch).seen);
const hide = (page: Page, hidden: boolean) =>
  page.evaluate((value) => (globalThis as unknown as Watch).setHidden(value), hidden);

test('the browser is asked for notifications at the click and not before; a refusal is said', async () => {
  const context = await browser.newContext();
  await watchNotifications(context);
  const page = await open(context, '#/settings');
  const box = page.getByRole('checkbox', { name: 'Tell me when Tabloom needs me' });
  expect(await box.isChecked()).toBe(false);
  expect(await seenIn(page)).toEqual({ asked: 0, shown: [] });
  // Headless Chromium denies what nobody has granted.
  await box.click();
  await page.getByText(/^Your browser denies notifications/).waitFor();
  expect((await seenIn(page)).asked).toBe(1);
  expect(await box.isChecked()).toBe(false);
  expect(await keptIn(page)).toMatchObject({ notify: false });
  await context.close();
});

test(
  'a hidden tab that needs somebody says so once; a visible one does not',
  { timeout: 90_000 },
  async () => {
    const context = await browser.newContext();
    await context.grantPermissions(['notifications']);
    await watchNotifications(context);
    const page = await open(context, '#/settings');
    await page.getByRole('checkbox', { name: 'Tell me when Tabloom needs me' }).check();
    await expect.poll(() => keptIn(page)).toMatchObject({ notify: true });
    await context.route('**/*.wasm', (route) => route.abort());
    await page.getByRole('link', { name: 'Donate' }).click();
    await page.getByRole('button', { name: /^Start/ }).click();
    await page
      .locator('strong', { hasText: 'No engine starts in this browser' })
      .waitFor({ timeout: 30_000 });
    expect((await seenIn(page)).shown).toEqual([]);
    await hide(page, true);
    await expect
      .poll(async () => (await seenIn(page)).shown)
      .toEqual([expect.stringMatching(/^Tabloom needs you\. No engine starts/)]);
    // Once each time it is hidden.
    await page.getByRole('button', { name: /^Try again/ }).click();
    await page
      .locator('strong', { hasText: 'No engine starts in this browser' })
      .waitFor({ timeout: 30_000 });
    expect((await seenIn(page)).shown).toHaveLength(1);
    await hide(page, false);
    await hide(page, true);
    await expect.poll(async () => (await seenIn(page)).shown.length).toBe(2);
    await context.close();
  },
);

test('an interruption is told after a minute, and not where nobody asked', { timeout: 90_000 }, async () => {
  for (const notify of [true, false]) {
    const context = await browser.newContext();
    await context.grantPermissions(['notifications']);
    await watchNotifications(context);
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(`${coordinator.url}/?engine=wasm#/settings`);
    if (notify) await page.getByRole('checkbox', { name: 'Tell me when Tabloom needs me' }).check();
    await context.route('**/v1/**', (route) => route.abort());
    await page.getByRole('link', { name: 'Donate' }).click();
    await page.getByRole('button', { name: /^Start/ }).click();
    await page.getByRole('heading', { name: /^Waiting for the coordinator/ }).waitFor({ timeout: 30_000 });
    await hide(page, true);
    await page.clock.fastForward(40_000);
    expect((await seenIn(page)).shown).toEqual([]);
    await page.clock.fastForward(21_000);
    const told = notify ? [expect.stringMatching(/^Tabloom is interrupted\./)] : [];
    await expect.poll(async () => (await seenIn(page)).shown).toEqual(told);
    await context.close();
  }
});

test('before Start the page says what is downloaded, and that is what is downloaded', async () => {
  const context = await browser.newContext();
  const page = await open(context, '#/');
  const said = await page.getByText(/^The first start downloads .* The model for the work has/).textContent();
  const [, engine, model] =
    /engine of ([\d.]+) MB\. The model for the work has ([\d.]+) MB/.exec(said ?? '') ?? [];
  await page
    .getByText(/^This device: .*\d+ processor threads?.* It would compute on its processor/)
    .waitFor();
  /** Bytes as they were sent, by path. */
  const received = new Map<string, number>();
  page.on('response', (response) => {
    received.set(new URL(response.url()).pathname, Number(response.headers()['content-length']));
  });
  const megabytes = (sizes: number[], join: (...sizes: number[]) => number) =>
    (join(...sizes) / 1e6).toFixed(1);
  const sizesOf = (start: string) =>
    [...received].filter(([path]) => path.startsWith(start)).map(([, size]) => size);
  await page.getByRole('button', { name: /^Start/ }).click();
  await page.getByRole('heading', { name: /^Computing: .+ for Lines/ }).waitFor({ timeout: 60_000 });
  const sum = (...sizes: number[]) => sizes.reduce((all, size) => all + size, 0);
  await expect.poll(() => megabytes(sizesOf('/assets/ort'), sum), { timeout: 15_000 }).toBe(engine);
  // Of the artifacts the model is the largest.
  await expect.poll(() => megabytes(sizesOf('/v1/artifacts/'), Math.max), { timeout: 15_000 }).toBe(model);
  await context.close();
});

test('where nothing can be computed the page says so, and speaks of no download', async () => {
  const context = await browser.newContext();
  await context.addInitScript(() => {
    Object.assign(globalThis, { Worker: undefined });
  });
  const page = await open(context, '#/');
  await page.getByText(/It cannot compute for others as things are\./).waitFor();
  await page.getByText(/This browser has no WebAssembly or no workers/).waitFor();
  expect(await page.locator('main').textContent()).not.toMatch(/first start downloads|processor computes/);
  await context.close();
});
