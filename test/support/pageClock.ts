// Steps the time of a page by the browser's own emulation of it: the page's clocks and timers go as fast as the test
// says, while its workers and the network keep real time.

import { setTimeout as realPause } from 'node:timers/promises';
import type { Page } from 'playwright-core';

export type PageClock = {
  /** Lets this much time pass in the page. */
  pass(ms: number): Promise<void>;
  /** Lets time pass until `isSo`, which is asked every `stepMs` of it; throws after `limitMs`. */
  passUntil(isSo: () => Promise<boolean>, limitMs: number, stepMs?: number): Promise<void>;
};

const STEP_MS = 500;
/** Of real time between two steps, so that the network gets a word in. */
const REAL_MS = 25;

/** From now on the page's time passes in steps only; there is no way back (Chromium 156). */
export async function takeClock(page: Page): Promise<PageClock> {
  const session = await page.context().newCDPSession(page);

  async function step(ms: number): Promise<void> {
    const passed = new Promise<void>((resolve) => {
      session.once('Emulation.virtualTimeBudgetExpired', () => resolve());
    });
    await session.send('Emulation.setVirtualTimePolicy', { policy: 'advance', budget: ms });
    await passed;
    await realPause(REAL_MS);
  }

  return {
    async pass(ms) {
      for (let left = ms; left > 0; left -= STEP_MS) await step(Math.min(STEP_MS, left));
    },
    async passUntil(isSo, limitMs, stepMs = STEP_MS) {
      for (let passedMs = 0; !(await isSo()); passedMs += stepMs) {
        if (passedMs > limitMs) throw new Error(`It did not come within ${limitMs} ms of the page's time.`);
        await step(stepMs);
      }
    },
  };
}
