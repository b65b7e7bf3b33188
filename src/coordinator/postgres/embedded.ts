// A real PostgreSQL of our own, for a coordinator without DATABASE_URL: made on the first start, kept in `<dir>/postgres`,
// reachable over the loopback only. The caller holds the data lock (dataLock.ts) and calls `stop` before it exits.

import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { TabloomError } from '../../protocol/errors.ts';
import { findPostgresBinaries } from './binaries.ts';
import { ensureCluster, ROLE } from './cluster.ts';
import { findFreePort } from './freePort.ts';
import { stopOrphan } from './orphan.ts';
import { startPostmaster } from './postmaster.ts';
import type { Postmaster, PostmasterOptions } from './postmaster.ts';
import { checkReachable, findServerUser } from './serverUser.ts';

/** `url` carries the password; `stop` waits for the orderly end, and what was committed is on the disk. */
export type EmbeddedPostgres = { url: string; port: number; pid: number; stop(): Promise<void> };

/**
 * For two cores and a shared machine. Durability stays at PostgreSQL's defaults (fsync, synchronous_commit).
 * No parallel queries: the queue's are short, and they need more /dev/shm than a container gives.
 */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  max_connections: '50',
  shared_buffers: '256MB',
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  random_page_cost: '1.1',
  log_checkpoints: 'off',
};

/** sun_path holds 104 bytes with its end on macOS, 108 on Linux; PostgreSQL does not start with a longer one. */
const SOCKET_PATH_BYTES = 103;

/**
 * What passes by itself: a port taken between choosing and using it; a killed server that nobody has reaped yet, or
 * whose workers still end.
 */
const PID_FILE_EXISTS = '"postmaster.pid" already exists';
const PASSING = new RegExp(
  `could not create any TCP/IP sockets|${PID_FILE_EXISTS}|pre-existing shared memory block`,
);
const ATTEMPTS = 25;
const RETRY_MS = 200;

/**
 * Starts the PostgreSQL of the data directory `dir`, making it first where there is none, and stops one left over by
 * a killed coordinator. As root it runs as another user (serverUser.ts).
 * Throws `forbidden` when that user may not enter the folders, `database_away` when the server does not start.
 */
export async function startEmbeddedPostgres(options: {
  dir: string;
  log?: (line: string) => void;
}): Promise<EmbeddedPostgres> {
  const dir = resolve(options.dir);
  const dataDir = join(dir, 'postgres');
  const log = options.log ?? (() => {});
  await mkdir(dir, { recursive: true });
  const { initdb, postgres } = await findPostgresBinaries();
  const user = await findServerUser(dataDir);
  if (user !== null) await checkReachable(user, [dataDir, postgres]);

  await stopOrphan(dataDir, log);
  const password = await ensureCluster({ dir, dataDir, initdb, user });
  const { port, postmaster } = await startOnFreePort({ postgres, dataDir, user, log });
  const urlOf = (database: string) => `postgres://${ROLE}:${password}@127.0.0.1:${port}/${database}`;
  try {
    await ensureDatabase(urlOf('postgres'));
  } catch (error) {
    await postmaster.stop();
    throw new TabloomError('database_away', `PostgreSQL has no database: ${(error as Error).message}`, {
      cause: error,
    });
  }
  return { url: urlOf(ROLE), port, pid: postmaster.pid, stop: postmaster.stop };
}

async function startOnFreePort(
  options: Omit<PostmasterOptions, 'flags' | 'port'>,
): Promise<{ port: number; postmaster: Postmaster }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await findFreePort();
    const settings = { ...SETTINGS, unix_socket_directories: socketFolder(options.dataDir) };
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    try {
      return { port, postmaster: await startPostmaster({ ...options, port, flags }) };
    } catch (error) {
      const { message } = error as Error;
      if (attempt < ATTEMPTS && PASSING.test(message)) await delay(RETRY_MS);
      else throw message.includes(PID_FILE_EXISTS) ? pidFileInTheWay(options.dataDir, error) : error;
    }
  }
}

/** Its pid belongs to another program of the same user by now, which PostgreSQL cannot tell from a server. */
function pidFileInTheWay(dataDir: string, cause: unknown): TabloomError {
  const file = join(dataDir, 'postmaster.pid');
  return new TabloomError(
    'database_away',
    `${(cause as Error).message}\nIf no PostgreSQL runs on that folder, here or in another container, remove ${file}.`,
    { cause },
  );
}

/** The cluster's own folder, closed to others, for psql by hand; none where the path is too long or PostgreSQL would split it. */
function socketFolder(dataDir: string): string {
  const fits = Buffer.byteLength(join(dataDir, '.s.PGSQL.65535')) <= SOCKET_PATH_BYTES;
  return fits && !/[,"]/.test(dataDir) ? dataDir : '';
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [ROLE]);
    if (found.rowCount === 0) await client.query(`create database ${ROLE}`);
  } finally {
    await client.end();
  }
}
