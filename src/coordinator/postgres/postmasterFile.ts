// postmaster.pid, by which PostgreSQL says who runs on a cluster and how far its start is.
// Lines: pid, data directory, start time, port, socket folder, listen address, shared memory key, status
// (src/include/utils/pidfile.h of PostgreSQL; pg_ctl reads the same lines).

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export type PostmasterFile = { pid: number; dataDir: string; port: number; ready: boolean };

/** Null when there is no such file, or none complete enough to tell. */
export async function readPostmasterFile(dataDir: string): Promise<PostmasterFile | null> {
  const text = await readFile(join(dataDir, 'postmaster.pid'), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    },
  );
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !lines[1]) return null;
  return { pid, dataDir: lines[1], port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}
