// Whether a tab grows: resident memory of its renderer and the GPU process over many small tasks.

import type { Browser } from 'playwright-core';
import { openTab } from './openTab.ts';
import { processesOf, residentMb } from './processes.ts';

const WARM_UP_TASKS = 20;
const EVERY_TASKS = 20;

export type Memory = {
  tasks: number;
  afterWarmUpMb: number;
  highestMb: number;
  lastMb: number;
  growth: number;
};

/** `growth` is the highest level after the warm-up over the level right after it, less one. */
export async function measureMemory(
  browser: Browser,
  url: string,
  tasks: number,
  say: (line: string) => void,
): Promise<Memory> {
  const tab = await openTab(browser, `${url}/?engine=wasm`, 100);
  await tab.press(/^Start/);
  const level = async (): Promise<number> => {
    const { renderers, gpu } = await processesOf(browser);
    return residentMb([...renderers, ...gpu]);
  };
  const reached = async (count: number): Promise<void> => {
    while (tab.results() < count) await tab.page.waitForTimeout(50);
  };
  await reached(WARM_UP_TASKS);
  const afterWarmUpMb = await level();
  say(`After ${WARM_UP_TASKS} tasks: ${afterWarmUpMb.toFixed(0)} MB.`);
  let highestMb = afterWarmUpMb;
  let lastMb = afterWarmUpMb;
  for (let count = WARM_UP_TASKS + EVERY_TASKS; count <= tasks; count += EVERY_TASKS) {
    await reached(count);
    lastMb = await level();
    highestMb = Math.max(highestMb, lastMb);
    if (count % 100 === 0) say(`After ${count} tasks: ${lastMb.toFixed(0)} MB.`);
  }
  await tab.close();
  const growth = Math.round((highestMb / afterWarmUpMb - 1) * 1000) / 1000;
  return {
    tasks,
    afterWarmUpMb: round(afterWarmUpMb),
    highestMb: round(highestMb),
    lastMb: round(lastMb),
    growth,
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;
