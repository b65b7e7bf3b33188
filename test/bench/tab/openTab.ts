// One computing tab for the benchmark: a fresh profile, the settings that a person would have made, and its results.

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { changeSettings, SETTINGS_KEY, settingsText } from '../../support/keptSettings.ts';

export type BenchTab = {
  page: Page;
  context: BrowserContext;
  /** Instants of answered requests that posted results, by `performance.now()`. */
  reports: { at: number; results: number }[];
  results(): number;
  /** Computing may take this percentage of the time from now on. */
  setPercent(percent: number): Promise<void>;
  press(name: RegExp): Promise<void>;
  close(): Promise<void>;
};

export async function openTab(browser: Browser, url: string, percent: number): Promise<BenchTab> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const reports: BenchTab['reports'] = [];
  page.on('requestfinished', (request) => {
    if (request.method() !== 'POST' || new URL(request.url()).pathname !== '/v1/results') return;
    const { results } = request.postDataJSON() as { results: unknown[] };
    reports.push({ at: performance.now(), results: results.length });
  });
  await page.addInitScript(
    ([key, value]) => {
      if (localStorage.getItem(key) === null) localStorage.setItem(key, value);
    },
    [SETTINGS_KEY, settingsText({ percent })] as const,
  );
  await page.goto(url);
  await page.getByRole('button', { name: /^Start/ }).waitFor();
  return {
    page,
    context,
    reports,
    results: () => reports.reduce((sum, report) => sum + report.results, 0),
    setPercent: (wanted) => changeSettings(page, settingsText({ percent: wanted })),
    press: (name) => page.getByRole('button', { name }).click({ timeout: 30_000 }),
    close: () => context.close(),
  };
}
