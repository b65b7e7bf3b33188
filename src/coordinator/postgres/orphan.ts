// A PostgreSQL that outlived its coordinator: kill -9 of Node leaves the postmaster running on our cluster.
// It is stopped in order and its data kept. Whoever calls this holds the data lock, so no living coordinator owns it.

import { realpath } from 'node:fs/promises';
import { TabloomError } from '../../protocol/errors.ts';
import { readPostmasterFile } from './postmasterFile.ts';
import { findProcess, waitUntilGone } from './processTable.ts';

/** How long each signal may take before the next, sharper one. */
export const SHUTDOWN_STEP_MS = 10_000;

/**
 * Stops the postmaster that runs on `dataDir`, if one does. A postmaster.pid whose process is something else is left
 * for PostgreSQL to judge: it also knows the shared memory of what ran there.
 * Throws `database_away` when the orphan does not end, or is not ours to signal.
 */
export async function stopOrphan(dataDir: string, log: (line: string) => void): Promise<void> {
  const file = await readPostmasterFile(dataDir);
  if (file === null || !(await isSameFolder(file.dataDir, dataDir))) return;
  const found = await findProcess(file.pid);
  if (found === null || !isPostmasterOf(found.command, file.dataDir)) return;
  log(`A PostgreSQL left over from an earlier run (pid ${file.pid}) is stopped first.`);
  await stopPostmaster(file.pid, found.startId);
}

/** Fast shutdown, and after SHUTDOWN_STEP_MS an immediate one: both keep what was committed. */
async function stopPostmaster(pid: number, startId: string): Promise<void> {
  try {
    for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
      process.kill(pid, signal);
      if (await waitUntilGone(pid, startId, SHUTDOWN_STEP_MS)) return;
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ESRCH') return;
    if (code !== 'EPERM') throw error;
    throw new TabloomError(
      'database_away',
      `PostgreSQL (pid ${pid}) belongs to another user: stop it there.`,
      {
        cause: error,
      },
    );
  }
  throw new TabloomError('database_away', `PostgreSQL (pid ${pid}) does not end: stop it by hand.`);
}

function isPostmasterOf(command: string, dataDir: string): boolean {
  return /(^|\/)postgres /.test(command) && `${command} `.includes(` -D ${dataDir} `);
}

async function isSameFolder(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map((path) => realpath(path).catch(() => null)));
  return a !== null && a === b;
}
