// axe-core on every page, in both themes and on a phone's width: before Start, while computing, with history, and
// with a coordinator that is away.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureApp } from '../../src/cli/app.ts';
import { launchChromium } from '../support/chromium.ts';
import { startCoordinator, type TestCoordinator } from '../support/coordinator.ts';
import { createDigitsJob, createLinesJob, untilEnded, type DemoJob } from '../support/demoJobs.ts';

type Violation = { id: string; impact: string; help: string; nodes: { html: string }[] };

let axe: string;
let coordinator: TestCoordinator;
let browser: Browser;
let job: DemoJob;

beforeAll(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  coordinator = await startCoordinator({ staticDir: await ensureApp(() => {}) });
  job = await createDigitsJob(coordinator.url, 40, 20, { policy: { type: 'quorum', quorum: 1 } });
  await createLinesJob(coordinator.url, 20);
  browser = await launchChromium();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await coordinator.close();
});

/** Findings worse than `moderate`, in words. */
async function findings(page: Page): Promise<string[]> {
  // The page's content policy would refuse an injected script tag; evaluating does not pass through it.
  await page.evaluate(axe);
  const violations = await page.evaluate<Violation[]>('axe.run().then((results) => results.violations)');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html}`);
}

/** Links that stand alone and are lower than a finger wants; those within a sentence may be as high as its line. */
function lowLinks(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('a')]
      .filter((link) => {
        const { height, bottom } = link.getBoundingClientRect();
        const isShown = height > 0 && bottom > 0;
        const around = link.closest(':not(a, span)')!;
        return isShown && height < 44 && around.textContent.trim() === link.textContent.trim();
      })
      .map((link) => link.outerHTML),
  );
}

async function eachTheme(page: Page, look: () => Promise<void>): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of [360, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await look();
    }
  }
}

async function open(context: BrowserContext, hash: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${coordinator.url}/?engine=wasm${hash}`);
  await page.locator('h1').first().waitFor();
  return page;
}

test(
  'before Start, no page has a serious finding, and none scrolls sideways',
  { timeout: 120_000 },
  async () => {
    const context = await browser.newContext();
    for (const hash of [
      '#/',
      '#/credits',
      '#/projects',
      `#/projects/${job.projectId}`,
      '#/settings',
      '#/devices',
      '#/link/7H2K-9QRS',
      '#/privacy',
      '#/status',
      '#/nowhere',
    ]) {
      const page = await open(context, hash);
      await eachTheme(page, async () => {
        expect(await findings(page), hash).toEqual([]);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow, hash).toBeLessThanOrEqual(0);
        expect(await lowLinks(page), hash).toEqual([]);
      });
      await page.close();
    }
    await context.close();
  },
);

test('while computing, and with a history, there is no serious finding', { timeout: 120_000 }, async () => {
  const context = await browser.newContext();
  const page = await open(context, '#/');
  // By keyboard alone: Start is reached with Tab and pressed with Enter.
  const start = page.getByRole('button', { name: /^Start/ });
  for (let i = 0; i < 40 && !(await start.evaluate((node) => node === document.activeElement)); i++) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await untilEnded(job, 60_000);
  await eachTheme(page, async () => expect(await findings(page)).toEqual([]));
  await page.getByRole('link', { name: 'Credits' }).first().click();
  await page.getByRole('table').first().waitFor();
  await eachTheme(page, async () => expect(await findings(page)).toEqual([]));
  // A new visit of the same browser sees its credits before Start.
  await page.close();
  const again = await open(context, '#/credits');
  await again.getByRole('table').first().waitFor();
  expect(await again.getByRole('heading', { level: 1 }).textContent()).toMatch(/earned/);
  await context.close();
});

test('with an account, at rest and at every second step, there is no serious finding', async () => {
  const context = await browser.newContext();
  const page = await open(context, '#/');
  await page.getByRole('button', { name: /^Start/ }).click();
  await page
    .getByText('Connected to the coordinator.')
    .first()
    .waitFor({ state: 'attached', timeout: 30_000 });
  await page.getByRole('link', { name: 'Devices', exact: true }).click();
  await page.getByRole('heading', { name: 'One device works for your account.' }).waitFor();
  const look = () => eachTheme(page, async () => expect(await findings(page)).toEqual([]));
  await look();
  for (const name of ['Show a code', /recovery code$/, 'Sign out']) {
    await page.getByRole('button', { name }).click();
  }
  await page.getByText('Use another account in this browser').click();
  await page.getByLabel('Code from the other device').fill('short');
  await page.getByRole('button', { name: 'Join the account' }).click();
  await page.getByLabel('Your recovery code').waitFor();
  await page.getByRole('img', { name: 'The address with the code, to be scanned' }).waitFor();
  await page.getByRole('alert').waitFor();
  await look();
  expect(await page.getByRole('checkbox').count()).toBe(1);
  await page.getByRole('link', { name: 'Privacy', exact: true }).click();
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await page.getByRole('heading', { name: 'Delete the account for good?' }).waitFor();
  await look();
  await context.close();
});

test(
  'with the coordinator away the page says so, without a serious finding',
  { timeout: 60_000 },
  async () => {
    const context = await browser.newContext();
    await context.route('**/v1/**', (route) => route.abort());
    const page = await open(context, '#/');
    await page
      .getByText(/coordinator does not answer/i)
      .first()
      .waitFor();
    await eachTheme(page, async () => expect(await findings(page)).toEqual([]));
    await context.close();
  },
);
