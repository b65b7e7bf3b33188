// Whether computing ever blocks the page: tasks over 50 ms on its main thread, as the browser itself reports them.

import type { Browser } from 'playwright-core';
import { openTab } from './openTab.ts';

const WATCH_MS = 60_000;

export type LongTasks = { count: number; longestMs: number };

/** From the first result on, for a minute at full power, with everything on the page that a volunteer sees. */
export async function measureLongTasks(browser: Browser, url: string): Promise<LongTasks> {
  const tab = await openTab(browser, url, 100);
  await tab.press(/^Start/);
  while (tab.results() < 2) await tab.page.waitForTimeout(100);
  const durations = await tab.page.evaluate(
    (ms) =>
      new Promise<number[]>((resolve) => {
        const seen: number[] = [];
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) seen.push(entry.duration);
        });
        observer.observe({ type: 'longtask' });
        setTimeout(() => resolve(seen), ms);
      }),
    WATCH_MS,
  );
  await tab.close();
  return { count: durations.length, longestMs: Math.round(Math.max(0, ...durations)) };
}
