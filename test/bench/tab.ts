// What a volunteer feels of a computing tab: duty cycle, pause, blocked frames, memory, the first result, and what
// the platform costs (the overhead benchmark again). Linux only, for /proc.

import { chromium, type Browser } from 'playwright-core';
import { chromiumArgs, findChromium } from '../../src/cli/chromium.ts';
import { createDigitsJob } from '../support/demoJobs.ts';
import { withTabloom } from '../support/tabloom.ts';
import { run as runOverhead } from './overhead.ts';
import { measureDuty } from './tab/duty.ts';
import { measureFirstResult } from './tab/firstResult.ts';
import { measureLongTasks } from './tab/longTasks.ts';
import { measureMemory } from './tab/memory.ts';
import { measurePauses } from './tab/pause.ts';

const PAUSES = { wasm: 20, webgpu: 5 };
const MEMORY_TASKS = 320;
const DIGITS_PER_TASK = 20;

const say = (line: string) => console.error(line);

export async function run(): Promise<Record<string, unknown>> {
  const first = await withBrowser({ webgpu: false }, (browser) =>
    withTabloom({ DEMOS: 'on' }, async (tabloom, url) => {
      await tabloom.says(/demo projects are ready/);
      const measured = await measureFirstResult(browser, url);
      say(`First result after ${measured.firstResultMs} ms and ${measured.bytesBeforeFirstResult} bytes.`);
      const duty = await measureDuty(browser, url, say);
      const tasks = await measureLongTasks(browser, url);
      say(`In a minute of computing, ${tasks.count} tasks of the page took over 50 ms.`);
      const pauses = await measurePauses(browser, url, { pauses: PAUSES.wasm, engine: 'wasm' }, say);
      return { measured, duty, tasks, pauses };
    }),
  );
  const memory = await withDigits({ webgpu: false }, MEMORY_TASKS + 20, (browser, url) =>
    measureMemory(browser, url, MEMORY_TASKS, say),
  );
  const webgpu = await withDigits({ webgpu: true }, 400, (browser, url) =>
    measurePauses(browser, url, { pauses: PAUSES.webgpu, engine: 'webgpu' }, say),
  );
  const overhead = await runOverhead();
  return {
    dutyCycleErrorMax: first.duty.errorMax,
    dutyCycle: first.duty.measured,
    eased: first.duty.easings,
    pauseMsP95: first.pauses.p95Ms,
    // What was submitted to a graphics card cannot be called back; the software adapter takes a second for a batch.
    pauseMsP95SoftwareWebgpu: webgpu.p95Ms,
    pauseMs: { wasm: first.pauses.latenciesMs, webgpu: webgpu.latenciesMs },
    longTasks: first.tasks.count,
    longestTaskMs: first.tasks.longestMs,
    memoryGrowth: memory.growth,
    memory,
    ...first.measured,
    overhead: overhead['ratio'],
    overheadByRound: overhead['ratioByRound'],
  };
}

async function withBrowser<T>(
  options: { webgpu: boolean },
  work: (browser: Browser) => Promise<T>,
): Promise<T> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs(options) });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

/** With a job of small tasks of digits, one result each. */
async function withDigits<T>(
  options: { webgpu: boolean },
  tasks: number,
  work: (browser: Browser, url: string) => Promise<T>,
): Promise<T> {
  return withBrowser(options, (browser) =>
    withTabloom({ DEMOS: 'off' }, async (_tabloom, url) => {
      const policy = { type: 'quorum', quorum: 1 } as const;
      await createDigitsJob(url, tasks * DIGITS_PER_TASK, DIGITS_PER_TASK, { policy });
      return work(browser, url);
    }),
  );
}
