// A process to kill: takes the data lock and, asked for it, starts the embedded PostgreSQL, as the coordinator does.
// Driven by holdPostgres.ts over IPC; ends in order on SIGINT and SIGTERM, writing a last row on the way.

import { Client } from 'pg';
import { lockDataDir } from '../../src/coordinator/postgres/dataLock.ts';
import { startEmbeddedPostgres } from '../../src/coordinator/postgres/embedded.ts';
import { asTabloomError } from '../../src/protocol/errors.ts';
import type { HolderCommand, HolderReport } from './holdPostgres.ts';

const report = (message: HolderReport): void => void process.send?.(message);

process.on('message', (command: HolderCommand) => {
  void obey(command).catch((error: unknown) => {
    report({ kind: 'refused', error: asTabloomError(error).toWire() });
    process.disconnect();
  });
});
report({ kind: 'waiting' });

async function obey({ action, dir }: HolderCommand): Promise<void> {
  if (action === 'exit') process.exit(3);
  if (action === 'throw') setImmediate(() => thrower());
  if (action === 'lock') {
    await lockDataDir(dir);
    report({ kind: 'holding', url: '', pid: 0 });
  }
  if (action === 'start') await start(dir);
}

async function start(dir: string): Promise<void> {
  const lock = await lockDataDir(dir);
  const postgres = await startEmbeddedPostgres({ dir });
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  await client.query('create table if not exists notes (note text not null)');

  const end = async (signal: string): Promise<void> => {
    // Fails when the signal has reached PostgreSQL as well.
    await client.query('insert into notes values ($1)', [signal]);
    await client.end();
    await postgres.stop();
    await lock.release();
    process.disconnect();
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void end(signal));
  report({ kind: 'holding', url: postgres.url, pid: postgres.pid });
}

function thrower(): never {
  throw new Error('Thrown on purpose, to end this process.');
}
