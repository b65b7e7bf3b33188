// A real coordinator on a fresh database of the run's PostgreSQL, with a clock that tests step.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { createServer, type CoordinatorServer, type ServerOptions } from '../../src/coordinator/server.ts';

export type TestCoordinator = {
  url: string;
  server: CoordinatorServer;
  databaseUrl: string;
  dataDir: string;
  clock: () => number;
  /** Moves the coordinator's clock. */
  advance(ms: number): void;
  close(): Promise<void>;
};

/**
 * On a database of its own, unless `databaseUrl` names one. Sweeping is left to the test (`server.sweep()`), unless
 * it sets `sweepMs`.
 */
export async function startCoordinator(options: Partial<ServerOptions> = {}): Promise<TestCoordinator> {
  const own = options.databaseUrl === undefined ? await createDatabase() : null;
  const databaseUrl = own?.url ?? options.databaseUrl!;
  const dataDir = await mkdtemp(join(tmpdir(), 'tabloom-coordinator-'));
  let skew = 0;
  const clock = () => Date.now() + skew;
  const { url, server } = await serve({ dataDir, clock, ...options, databaseUrl });
  return {
    url,
    server,
    databaseUrl,
    dataDir,
    clock,
    advance: (ms) => {
      skew += ms;
    },
    async close() {
      await server.close();
      await own?.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function createDatabase(): Promise<{ url: string; drop: () => Promise<unknown> }> {
  const admin = inject('postgresUrl');
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`;
  await query(admin, `create database ${name}`);
  const database = new URL(admin);
  database.pathname = `/${name}`;
  return { url: database.href, drop: () => query(admin, `drop database ${name} with (force)`) };
}

/** Another coordinator on the same database, data folder and clock; close it before the first. */
export async function startPeer(
  first: TestCoordinator,
  options: Partial<ServerOptions> = {},
): Promise<Pick<TestCoordinator, 'url' | 'server' | 'close'>> {
  const { databaseUrl, dataDir, clock } = first;
  const { url, server } = await serve({ databaseUrl, dataDir, clock, ...options });
  return { url, server, close: () => server.close() };
}

async function serve(options: ServerOptions): Promise<Pick<TestCoordinator, 'url' | 'server'>> {
  const server = await createServer({ sweepMs: 0, log: (line) => console.error(line), ...options });
  const port = await server.listen(0, '127.0.0.1');
  return { url: `http://127.0.0.1:${port}`, server };
}

export async function query<T extends pg.QueryResultRow>(databaseUrl: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** How many tasks are in each state; all of them, or those for which the SQL `condition` holds. */
export async function tasksByState(databaseUrl: string, condition = 'true'): Promise<Record<string, number>> {
  const rows = await query<{ state: string; count: number }>(
    databaseUrl,
    `select state, count(*)::int as count from tasks where ${condition} group by state`,
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}
