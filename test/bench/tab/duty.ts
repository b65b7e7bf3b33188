// How exactly the duty cycle is kept: CPU time of the compute worker's thread over wall time.

import type { Browser } from 'playwright-core';
import { openTab } from './openTab.ts';
import { passedMs, processesOf, threadMs } from './processes.ts';

const PERCENTS = [25, 50, 100];
const WINDOW_MS = 20_000;
const SETTLE_MS = 4000;
/** Chromium names the thread so. */
export const WORKER = /^DedicatedWorker/;

export type Duty = { measured: Record<string, number>; errorMax: number; easings: string[] };

/** `errorMax` is relative: 0.1 is 22.5 or 27.5 % where 25 % were set. */
export async function measureDuty(browser: Browser, url: string, say: (line: string) => void): Promise<Duty> {
  const tab = await openTab(browser, url, PERCENTS[0]!);
  await tab.press(/^Start/);
  while (tab.results() < 3) await tab.page.waitForTimeout(100);
  const measured: Record<string, number> = {};
  let errorMax = 0;
  for (const percent of PERCENTS) {
    await tab.setPercent(percent);
    await tab.page.waitForTimeout(SETTLE_MS);
    const { renderers } = await processesOf(browser);
    const [before, startedAt] = [await threadMs(renderers, WORKER), performance.now()];
    await tab.page.waitForTimeout(WINDOW_MS);
    const [after, endedAt] = [await threadMs(renderers, WORKER), performance.now()];
    const duty = passedMs(before, after) / (endedAt - startedAt);
    measured[percent] = Math.round(duty * 1000) / 1000;
    errorMax = Math.max(errorMax, Math.abs(duty / (percent / 100) - 1));
    say(`Set to ${percent} %, the worker's thread took ${(duty * 100).toFixed(1)} % of the time.`);
  }
  const easings = await easingsOf(tab.page);
  await tab.close();
  return { measured, errorMax: Math.round(errorMax * 1000) / 1000, easings };
}

/** What the page says of easing off, if it did: the measure would be of something else then. */
async function easingsOf(page: { locator(selector: string): { allInnerTexts(): Promise<string[]> } }) {
  return (await page.locator('main').allInnerTexts()).flatMap(
    (text) => text.match(/Easing off[^\n]*/g) ?? [],
  );
}
