// What the browser's processes cost, from /proc: CPU time of the threads that compute, and resident memory. Linux only.

import { readdir, readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';

export type Processes = { renderers: number[]; gpu: number[] };

/** Of every renderer and of the GPU process. */
export async function processesOf(browser: Browser): Promise<Processes> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const idsOf = (type: string) => processInfo.filter((info) => info.type === type).map(({ id }) => id);
  return { renderers: idsOf('renderer'), gpu: idsOf('GPU') };
}

/** CPU milliseconds by thread of those whose name fits, over the given processes. Threads that ended are gone. */
export async function threadMs(pids: readonly number[], name: RegExp): Promise<Map<string, number>> {
  const times = new Map<string, number>();
  for (const pid of pids) {
    for (const tid of await readdir(`/proc/${pid}/task`).catch(() => [])) {
      const path = `/proc/${pid}/task/${tid}`;
      const [comm, stat] = await Promise.all([
        readFile(`${path}/comm`, 'utf8').catch(() => ''),
        readFile(`${path}/schedstat`, 'utf8').catch(() => ''),
      ]);
      if (name.test(comm) && stat !== '') times.set(`${pid}/${tid}`, Number(stat.split(' ')[0]) / 1e6);
    }
  }
  return times;
}

/** CPU milliseconds that passed between two looks; of threads that are new, all of theirs. */
export function passedMs(before: Map<string, number>, after: Map<string, number>): number {
  let sum = 0;
  for (const [thread, ms] of after) sum += ms - (before.get(thread) ?? 0);
  return sum;
}

/** Resident megabytes of all of them together. */
export async function residentMb(pids: readonly number[]): Promise<number> {
  let kilobytes = 0;
  for (const pid of pids) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    kilobytes += Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0);
  }
  return kilobytes / 1024;
}
