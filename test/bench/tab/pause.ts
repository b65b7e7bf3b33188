// From the click on Pause to the last CPU time of the compute worker: on WebAssembly its own threads', on WebGPU the
// GPU process's, too.

import type { Browser } from 'playwright-core';
import { openTab } from './openTab.ts';
import { passedMs, processesOf, threadMs } from './processes.ts';

/** The worker's threads by name; idle ones take next to nothing. */
const BUSY_MS = 1;
const LOOK_MS = 10;
const WATCH_MS = 1200;

export type Pauses = { latenciesMs: number[]; p95Ms: number };

/** `pauses` of them, at random moments of computing lines of text or, on WebGPU, digits. */
export async function measurePauses(
  browser: Browser,
  url: string,
  options: { pauses: number; engine: 'wasm' | 'webgpu' },
  say: (line: string) => void,
): Promise<Pauses> {
  const tab = await openTab(browser, `${url}/?engine=${options.engine}`, 100);
  await tab.press(/^Start/);
  while (tab.results() < 2) await tab.page.waitForTimeout(100);
  const latenciesMs: number[] = [];
  for (let i = 0; i < options.pauses; i++) {
    const { renderers, gpu } = await processesOf(browser);
    const busy = async (): Promise<Map<string, number>> =>
      new Map([
        ...(await threadMs(renderers, /^DedicatedWorker/)),
        ...(options.engine === 'webgpu' ? await threadMs(gpu, /./) : []),
      ]);
    await untilBusy(busy);
    await tab.page.waitForTimeout(Math.random() * 300);
    const clickedAt = await tab.page.evaluate(() => {
      const buttons = Array.from(document.querySelectorAll('button'));
      buttons.find((button) => /^\s*Pause/.test(button.innerText))?.click();
      return Date.now();
    });
    latenciesMs.push(await lastBusyAfter(clickedAt, busy));
    await tab.press(/^Go on/);
  }
  await tab.close();
  const sorted = latenciesMs.toSorted((a, b) => a - b);
  const p95Ms = sorted[Math.ceil(sorted.length * 0.95) - 1]!;
  say(`Pause on ${options.engine}: ${latenciesMs.join(', ')} ms; 95 of 100 within ${p95Ms} ms.`);
  return { latenciesMs, p95Ms };
}

/** Computing at full tilt: the worker takes most of a tenth of a second. */
async function untilBusy(look: () => Promise<Map<string, number>>): Promise<void> {
  for (let before = await look(); ;) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const after = await look();
    if (passedMs(before, after) > 50) return;
    before = after;
  }
}

/** Milliseconds from `clickedAt` (by the clock) to the end of the last look that saw work. */
async function lastBusyAfter(clickedAt: number, look: () => Promise<Map<string, number>>): Promise<number> {
  let before = await look();
  let lastBusyAt = clickedAt;
  while (Date.now() - clickedAt < WATCH_MS) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const after = await look();
    if (passedMs(before, after) > BUSY_MS) lastBusyAt = Date.now();
    before = after;
  }
  return lastBusyAt - clickedAt;
}
