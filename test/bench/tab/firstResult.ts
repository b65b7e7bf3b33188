// A newcomer with an empty cache on the demo projects: from pressing Start to the first answered result, and what was
// downloaded until then, the page included.

import type { Browser } from 'playwright-core';
import { openCountingProxy } from './countingProxy.ts';
import { openTab } from './openTab.ts';

export type FirstResult = { firstResultMs: number; bytesBeforeStart: number; bytesBeforeFirstResult: number };

/** At the power that a newcomer has by default. */
export async function measureFirstResult(browser: Browser, url: string): Promise<FirstResult> {
  const proxy = await openCountingProxy(url);
  const tab = await openTab(browser, proxy.url, 25);
  await tab.page.waitForLoadState('load');
  await tab.page.waitForTimeout(1000);
  const bytesBeforeStart = proxy.bytes();
  const startedAt = performance.now();
  await tab.press(/^Start/);
  while (tab.reports.length === 0) await tab.page.waitForTimeout(10);
  const bytesBeforeFirstResult = proxy.bytes();
  const firstResultMs = Math.round(tab.reports[0]!.at - startedAt);
  await tab.close();
  await proxy.close();
  return { firstResultMs, bytesBeforeStart, bytesBeforeFirstResult };
}
