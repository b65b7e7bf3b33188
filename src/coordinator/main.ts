// Runs a coordinator: locks its data, starts its own PostgreSQL unless there is a DATABASE_URL, listens.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { lockDataDir } from './postgres/dataLock.ts';
import { startEmbeddedPostgres } from './postgres/embedded.ts';
import { createServer } from './server.ts';
import type { Settings } from './settings.ts';

export type RunOptions = Partial<Omit<Settings, 'databaseUrl'>> & {
  dataDir: string;
  /** An own PostgreSQL 15 or newer; without it one is started in `dataDir`. */
  databaseUrl?: string;
  host: string;
  /** 0 takes any free port. */
  port: number;
  log: (line: string) => void;
};

export type RunningCoordinator = {
  url: string;
  /** Answers what is under way, then stops listening, the database included. */
  close(): Promise<void>;
};

/** Throws a TabloomError that says what to do: data or port in use, database away, folder closed. */
export async function runCoordinator(options: RunOptions): Promise<RunningCoordinator> {
  const { databaseUrl, host, port, log, ...settings } = options;
  // Closed in reverse order, whatever happens in between.
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).toReversed()) await closer();
  };
  try {
    await mkdir(options.dataDir, { recursive: true });
    let url = databaseUrl;
    if (url === undefined) {
      const lock = await lockDataDir(options.dataDir);
      closers.push(() => lock.release());
      const postgres = await startEmbeddedPostgres({
        dir: options.dataDir,
        log: (line) => logServerLine(line, log),
      });
      closers.push(() => postgres.stop());
      url = postgres.url;
    }
    const server = await createServer({
      ...settings,
      dataDir: join(options.dataDir),
      databaseUrl: url,
      log,
    });
    closers.push(() => server.close());
    const listening = await server.listen(port, host);
    return { url: `http://${urlHost(host)}:${listening}`, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** PostgreSQL's own lines are shown only when something is wrong. */
function logServerLine(line: string, log: (line: string) => void): void {
  if (/\b(FATAL|PANIC)\b/.test(line)) log(`PostgreSQL: ${line}`);
}

/** The host as it stands in an address for people: everywhere means here. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  if (host === '127.0.0.1') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
