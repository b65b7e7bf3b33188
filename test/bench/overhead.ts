// What the platform costs on top of bare onnxruntime-web: the same model, lines, threads and browser, in turns in
// one run. `ratio` is platform ÷ bare, lines per second; the job's policy is quorum(1).

import { readFile } from 'node:fs/promises';
import { chromium, type Browser, type Page } from 'playwright-core';
import { chromiumArgs, findChromium } from '../../src/cli/chromium.ts';
import { uploadLines } from '../../src/demos/pages/seed.ts';
import type { ProjectId } from '../../src/protocol/ids.ts';
import { createRequester } from '../../src/sdk/requester.ts';
import { createSigner } from '../support/signer.ts';
import { withTabloom, type Running } from '../support/tabloom.ts';
import { openBareLoop } from './overhead/bareLoop.ts';
import { openPlatformTab, press, resultsPerSecond } from './overhead/platform.ts';

const ROUNDS = 3;
const WINDOW_MS = 30_000;
/** One shard has one width, so that every line costs both sides the same. */
const ONE_SHARD = { lines: 640, rowsPerShard: 640 };
const BARE_LINES = 64;
const ROWS_PER_WORKUNIT = 16;
/** What two cores get by default. */
const THREADS = 1;
const CLOCK_TICKS_PER_SECOND = 100;

const say = (line: string) => console.error(line);

export async function run(): Promise<Record<string, unknown>> {
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: chromiumArgs({ webgpu: false }),
  });
  try {
    const first = await firstResult(browser);
    return { ...(await compare(browser)), ...first };
  } finally {
    await browser.close();
  }
}

/** A newcomer with an empty cache on the demo projects: from pressing Start to the first answered result. */
async function firstResult(
  browser: Browser,
): Promise<{ timeToFirstResultMs: number; shellGzipBytes: number }> {
  return withTabloom({ DEMOS: 'on' }, async (tabloom, url) => {
    await tabloom.says(/demo projects are ready/);
    const tab = await openPlatformTab(browser, url);
    const shellGzipBytes = await tab.gzipBytes();
    say(`The page weighs ${shellGzipBytes} bytes of gzipped JS and CSS before Start.`);
    const startedAt = performance.now();
    await press(tab.page, /^Start/);
    while (tab.reports.length === 0) await tab.page.waitForTimeout(20);
    const timeToFirstResultMs = Math.round(tab.reports[0]!.at - startedAt);
    say(`The first result came after ${timeToFirstResultMs} ms.`);
    await tab.close();
    return { timeToFirstResultMs, shellGzipBytes };
  });
}

async function compare(browser: Browser): Promise<Record<string, unknown>> {
  return withTabloom({ DEMOS: 'off' }, async (tabloom, url) => {
    await createLinesJob(url);
    const bare = await openBareLoop(browser, ONE_SHARD, BARE_LINES, THREADS);
    const tab = await openPlatformTab(browser, `${url}/?engine=wasm&threads=${THREADS}&power=full`);
    say('Warming up both sides…');
    await bare.run(5000);
    await press(tab.page, /^Start/);
    while (tab.reports.length < 3) await tab.page.waitForTimeout(100);
    await press(tab.page, /^Pause/);
    const rates = { bare: [] as number[], platform: [] as number[] };
    let coordinatorCpuSeconds = 0;
    for (let round = 1; round <= ROUNDS; round++) {
      // Whatever ran before the window has come to rest.
      await tab.page.waitForTimeout(3000);
      const window = await bare.run(WINDOW_MS);
      rates.bare.push((window.inputs / window.ms) * 1000);
      const [before, cpuBefore] = [tab.reports.length, await cpuSeconds(tabloom)];
      await press(tab.page, /^(Resume|Start|Go on|Continue)/);
      await tab.page.waitForTimeout(WINDOW_MS);
      await press(tab.page, /^Pause/);
      coordinatorCpuSeconds += (await cpuSeconds(tabloom)) - cpuBefore;
      rates.platform.push(resultsPerSecond(tab.reports.slice(before)) * ROWS_PER_WORKUNIT);
      say(
        `Round ${round}: bare ${rates.bare.at(-1)!.toFixed(2)}, platform ${rates.platform.at(-1)!.toFixed(2)} lines/s.`,
      );
    }
    const eased = await easings(tab.page);
    await tab.close();
    await bare.close();
    const [bareRate, platformRate] = [mean(rates.bare), mean(rates.platform)];
    return {
      ratio: round3(platformRate / bareRate),
      ratioByRound: rates.platform.map((rate, i) => round3(rate / rates.bare[i]!)),
      bareLinesPerSecond: round3(bareRate),
      platformLinesPerSecond: round3(platformRate),
      coordinatorCpuSeconds: round3(coordinatorCpuSeconds),
      platformSeconds: (ROUNDS * WINDOW_MS) / 1000,
      threads: THREADS,
      eased,
    };
  });
}

/** What the page's log says of easing off: a machine that other programs use is not what is measured here. */
async function easings(page: Page): Promise<string[]> {
  const lines = await page.locator('.visit-log li').allTextContents();
  return lines.filter((line) => /Easing off|Resting|Nothing is in the way/.test(line));
}

async function createLinesJob(url: string): Promise<void> {
  const signal = AbortSignal.timeout(120_000);
  const requester = createRequester({ coordinatorUrl: url, signer: await createSigner() });
  const projectId = crypto.randomUUID() as ProjectId;
  const summary = 'Reads lines for the overhead benchmark.';
  await requester.createProject(signal, { id: projectId, name: 'Overhead', summary, purpose: summary });
  const { program, inputs } = await uploadLines(signal, requester, ONE_SHARD);
  const price = await requester.createJob(signal, {
    id: crypto.randomUUID(),
    projectId,
    title: 'Lines',
    program,
    inputs,
    rowsPerWorkunit: ROWS_PER_WORKUNIT,
    policy: { type: 'quorum', quorum: 1 },
    display: { image: 'lines', output: 'text' },
  });
  say(`The job has ${price.progress.workunits} workunits of ${ROWS_PER_WORKUNIT} lines.`);
}

/** User and system time of the coordinator's process; Linux only, 0 elsewhere. */
async function cpuSeconds(tabloom: Running): Promise<number> {
  const stat = await readFile(`/proc/${tabloom.process.pid}/stat`, 'utf8').catch(() => null);
  if (stat === null) return 0;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS_PER_SECOND;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function round3(value: number): number {
  return Math.round(value * 1000) / 1000;
}
