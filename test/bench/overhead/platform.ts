// The whole platform with one tab: how fast results arrive while it computes, and what the page weighs.

import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import type { ResultItem } from '../../../src/protocol/work.ts';

/** One POST of results, at the instant of its answer. */
type Report = { at: number; results: number };

export type PlatformTab = {
  page: Page;
  reports: Report[];
  /** JS and CSS that the page has fetched so far, gzipped. */
  gzipBytes(): Promise<number>;
  close(): Promise<void>;
};

export async function openPlatformTab(browser: Browser, url: string): Promise<PlatformTab> {
  const context: BrowserContext = await browser.newContext();
  const page = await context.newPage();
  const reports: Report[] = [];
  const code: Promise<number>[] = [];
  page.on('requestfinished', (request: Request) => {
    if (request.method() === 'POST' && new URL(request.url()).pathname === '/v1/results') {
      const { results } = request.postDataJSON() as { results: ResultItem[] };
      reports.push({ at: performance.now(), results: results.length });
    }
    if (/\.(js|mjs|css)$/.test(new URL(request.url()).pathname)) {
      code.push(
        request
          .response()
          .then((response) => response?.body())
          .then((body) => (body ? gzipSync(body).length : 0)),
      );
    }
  });
  await page.goto(url, { waitUntil: 'networkidle' }).catch(() => page.waitForLoadState('load'));
  return {
    page,
    reports,
    gzipBytes: async () => (await Promise.all(code)).reduce((sum, bytes) => sum + bytes, 0),
    close: () => context.close(),
  };
}

/** Results a second between the first and the last report of the window; the first only starts the clock. */
export function resultsPerSecond(reports: readonly Report[]): number {
  const [first, ...rest] = reports;
  const last = rest.at(-1);
  if (!first || !last) throw new Error('Fewer than two results arrived in a window; make it longer.');
  return (rest.reduce((sum, report) => sum + report.results, 0) / (last.at - first.at)) * 1000;
}

export async function press(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name }).click({ timeout: 30_000 });
}
