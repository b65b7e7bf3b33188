// The coordinator's own process: a fresh embedded PostgreSQL at its default durability and the coordinator on it,
// with the settings of `npm start`. Driven over IPC by spawn.ts; ends in order when the channel closes.

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../../src/coordinator/postgres/embedded.ts';
import { createServer } from '../../../src/coordinator/server.ts';
import { asTabloomError, type WireError } from '../../../src/protocol/errors.ts';

/** `cpuMs` is user and system time since the process started. */
export type Usage = { rssBytes: number; cpuMs: number };

export type ProcessReport =
  | { kind: 'ready'; url: string; databaseUrl: string }
  | { kind: 'refused'; error: WireError }
  | ({ kind: 'usage' } & Usage);

async function start(): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'tabloom-bench-'));
  // As root, PostgreSQL runs as another user, who has to get in.
  await chmod(dir, 0o755);
  const log = (line: string) => console.error(line);
  const postgres = await startEmbeddedPostgres({ dir, log });
  const server = await createServer({ dataDir: dir, databaseUrl: postgres.url, log });
  const port = await server.listen(0, '127.0.0.1');
  // Ctrl-C reaches the whole process group: the generator decides, and its end closes the channel.
  process.on('SIGINT', () => {});
  process.once('disconnect', () => {
    void (async () => {
      await server.close();
      await postgres.stop();
      await rm(dir, { recursive: true, force: true });
    })();
  });
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    report({ kind: 'usage', rssBytes: process.memoryUsage.rss(), cpuMs: (user + system) / 1000 });
  });
  report({ kind: 'ready', url: `http://127.0.0.1:${port}`, databaseUrl: postgres.url });
}

function report(message: ProcessReport): void {
  process.send?.(message);
}

start().catch((error: unknown) => {
  report({ kind: 'refused', error: asTabloomError(error).toWire() });
  process.disconnect();
});
