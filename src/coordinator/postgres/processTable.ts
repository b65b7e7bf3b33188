// What the operating system knows about any process: does it run, which run of that pid is it, with what command.
// /proc on Linux, `ps` elsewhere. A zombie counts as gone: it holds nothing, and some containers never reap it.

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

/** `startId` differs between two processes that had the same pid; `command` is the arguments joined by spaces. */
export type ProcessInfo = { startId: string; command: string };

const POLL_MS = 20;

/** The process with this pid, or null when there is none. */
export async function findProcess(pid: number): Promise<ProcessInfo | null> {
  return process.platform === 'linux' ? readProc(pid) : askPs(pid);
}

/** Whether that very run of the pid ended within `withinMs`. Looks every 20 ms. */
export async function waitUntilGone(pid: number, startId: string, withinMs: number): Promise<boolean> {
  const deadlineAt = performance.now() + withinMs;
  for (;;) {
    if ((await findProcess(pid))?.startId !== startId) return true;
    if (performance.now() >= deadlineAt) return false;
    await delay(POLL_MS);
  }
}

async function readProc(pid: number): Promise<ProcessInfo | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // proc(5): the name in brackets may hold spaces and brackets itself, so fields count from the last bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, startTicks] = [fields[0], fields[19]];
    if (state === 'Z' || state === 'X' || startTicks === undefined) return null;
    const bootId = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8');
    return {
      startId: `${bootId.trim()}:${startTicks}`,
      command: command.replace(/\0$/, '').replaceAll('\0', ' '),
    };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ESRCH') return null;
    throw error;
  }
}

async function askPs(pid: number): Promise<ProcessInfo | null> {
  const args = ['-ww', '-o', 'stat=', '-o', 'lstart=', '-o', 'command=', '-p', String(pid)];
  const env = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
  // ps exits with 1 and prints nothing when there is no such process.
  const { stdout } = await promisify(execFile)('ps', args, { env }).catch(
    (error: { code?: unknown; stdout?: string }) => {
      if (error.code === 1) return { stdout: error.stdout ?? '' };
      throw error;
    },
  );
  // "Ss   Mon Nov  3 10:00:00 2025 /path/postgres -D /data"
  const line = /^\s*(\S+)\s+(\S+\s+\S+\s+\d+\s+[\d:]+\s+\d+)\s+(.*)$/m.exec(stdout);
  if (!line?.[1] || line[1].startsWith('Z')) return null;
  return { startId: line[2] ?? '', command: line[3] ?? '' };
}
