// How a browser treats a tab that is hidden behind another one, and what that means for computing: timers of a page and
// of its worker, and results at the power that a newcomer has. HIDDEN_MINUTES=7 stays hidden until browsers throttle
// harder (Chromium after five minutes); HIDDEN_WINDOW=on uses a real window on DISPLAY.

import type { Stats } from '../../src/protocol/live.ts';
import { testArgs } from '../support/chromium.ts';
import { createLinesJob } from '../support/demoJobs.ts';
import { spawnChromium, type RawChromium } from '../support/rawChromium.ts';
import { withTabloom } from '../support/tabloom.ts';
import { openTimers, type Timers } from './hidden/timers.ts';

const WINDOW_MS = 20_000;
/** More than a tab computes in the time. */
const LINES = { always: 500, perMinute: 300 };
/** Longer than a busy machine takes for anything that is waited for. */
const LIMIT_MS = 120_000;

const say = (line: string) => console.error(line);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Throws when it does not come within the limit. */
async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + LIMIT_MS;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`${what}: not within ${LIMIT_MS / 1000} s.`);
    await pause(100);
  }
}

export async function run(): Promise<Record<string, unknown>> {
  const minutes = Number(process.env['HIDDEN_MINUTES'] ?? 0);
  const inWindow = process.env['HIDDEN_WINDOW'] === 'on';
  return withTabloom({ DEMOS: 'off' }, async (_tabloom, url) => {
    say('Making a job of lines…');
    await createLinesJob(url, LINES.always + minutes * LINES.perMinute);
    const chromium = await spawnChromium(testArgs().filter((arg) => !inWindow || arg !== '--headless'));
    try {
      const { product } = await chromium.send('Browser.getVersion');
      return { browser: product, inWindow, ...(await measure(chromium, url, minutes)) };
    } finally {
      await chromium.close();
    }
  });
}

type Hidden = { minutes: number; resultsPerSecond: number; timersPerSecond: Timers };

async function measure(
  chromium: RawChromium,
  url: string,
  minutes: number,
): Promise<Record<string, unknown>> {
  const timers = await openTimers(chromium);
  await pause(WINDOW_MS / 4);
  const timersVisible = await timers.rates();
  // In front of the timers, which are hidden from now on.
  const tab = await openComputing(chromium, url);
  const resultsVisible = await tab.resultsPerSecond(WINDOW_MS);
  say(`Seen, the tab gave ${resultsVisible} results per second.`);

  await chromium.open('about:blank');
  const hiddenAt = performance.now();
  const state = await tab.visibility();
  if (state !== 'hidden') throw new Error(`A tab behind another one is ${state}.`);
  await until('The coordinator is told that the tab is hidden', async () => {
    const stats = (await (await fetch(`${url}/v1/stats`)).json()) as Stats;
    return stats.hostsHidden > 0;
  });
  const toldAfterMs = Math.round(performance.now() - hiddenAt);
  const hidden: Hidden[] = [];
  for (let minute = 0; minute <= minutes; minute++) {
    await pause(Math.max(0, hiddenAt + minute * 60_000 - performance.now()));
    await timers.rates();
    const resultsPerSecond = await tab.resultsPerSecond(WINDOW_MS);
    hidden.push({ minutes: minute, resultsPerSecond, timersPerSecond: await timers.rates() });
    say(`Hidden for ${minute} minutes, it gave ${resultsPerSecond}.`);
  }
  timers.close();
  const least = Math.min(...hidden.map(({ resultsPerSecond }) => resultsPerSecond));
  return {
    toldAfterMs,
    hiddenOverVisible: round(least / resultsVisible),
    visible: { resultsPerSecond: resultsVisible, timersPerSecond: timersVisible },
    hidden,
  };
}

type ComputingTab = {
  visibility(): Promise<string>;
  /** Answered results, over the next `ms`. */
  resultsPerSecond(ms: number): Promise<number>;
};

/** At the power that a newcomer has by default, with a few results given. */
async function openComputing(chromium: RawChromium, url: string): Promise<ComputingTab> {
  const tab = await chromium.open('about:blank');
  let results = 0;
  /** By the id of the request that posted them. */
  const posted = new Map<unknown, number>();
  tab.on('Network.requestWillBeSent', ({ requestId, request }) => {
    const { url: address, postData = '' } = request as { url: string; postData?: string };
    if (!address.endsWith('/v1/results')) return;
    posted.set(requestId, (JSON.parse(postData) as { results: unknown[] }).results.length);
  });
  tab.on('Network.loadingFinished', ({ requestId }) => {
    results += posted.get(requestId) ?? 0;
    posted.delete(requestId);
  });
  await tab.send('Network.enable', { maxPostDataSize: 4_000_000 });
  await tab.send('Page.navigate', { url: `${url}/?engine=wasm&autostart=1` });
  await until('The tab gives its first results', () => results >= 5);
  return {
    visibility: () => tab.evaluate<string>('document.visibilityState'),
    async resultsPerSecond(ms) {
      const [before, startedAt] = [results, performance.now()];
      await pause(ms);
      return round(((results - before) * 1000) / (performance.now() - startedAt));
    },
  };
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
