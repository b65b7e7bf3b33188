// Real servers in folders of their own, held and killed with real processes: postgresHolder.ts.

import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startHolder } from '../../../test/support/holdPostgres.ts';
import type { Holder } from '../../../test/support/holdPostgres.ts';
import { startEmbeddedPostgres } from './embedded.ts';
import { stopOrphan } from './orphan.ts';
import { findProcess, waitUntilGone } from './processTable.ts';

const TIMEOUT_MS = 60_000;
const isRoot = process.getuid?.() === 0;

let root: string;
let dir: string;
let endings: (() => Promise<unknown>)[];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tabloom-postgres-'));
  dir = root;
  // As root, PostgreSQL runs as another user, who has to pass here.
  await chmod(dir, 0o755);
  endings = [];
});
afterEach(async () => {
  for (const end of endings.toReversed()) await end();
  await rm(root, { recursive: true, force: true });
});

async function start(lines: string[] = []) {
  const postgres = await startEmbeddedPostgres({ dir, log: (line) => void lines.push(line) });
  endings.push(postgres.stop);
  return postgres;
}

/** A process that holds a running PostgreSQL on `dir`. */
async function hold(user: { uid?: number; gid?: number } = {}) {
  const holder = await idle(user);
  const report = await holder.ask({ action: 'start', dir });
  if (report.kind !== 'holding') throw new Error(JSON.stringify(report));
  const startId = (await findProcess(report.pid))?.startId ?? '';
  const postgresGone = (withinMs = 0) => waitUntilGone(report.pid, startId, withinMs);
  // Whatever a test leaves, the next start on the folder would stop it; so does the end of the test.
  endings.push(async () => {
    holder.kill('SIGKILL');
    await holder.ended;
    await stopOrphan(join(dir, 'postgres'), () => {});
  });
  return { ...holder, postgres: report, postgresGone };
}

async function idle(user: { uid?: number; gid?: number } = {}): Promise<Holder> {
  const holder = await startHolder(user);
  endings.push(() => {
    holder.kill('SIGKILL');
    return holder.ended;
  });
  return holder;
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL', { timeout: TIMEOUT_MS }, () => {
  test('is made on the first start and keeps its rows for the second', async () => {
    const first = await start();
    await ask(first.url, `create table notes as select 'kept' as note`);
    await first.stop();
    await first.stop();
    expect(await findProcess(first.pid)).toBeNull();

    const second = await start();
    expect(await ask(second.url, 'select note from notes')).toEqual(['kept']);
    expect((await readdir(dir)).sort()).toEqual(['postgres', 'postgres-password']);
  });

  test('is durable, in UTF-8, and open to this machine and its password only', async () => {
    const { url, port } = await start();
    const settings = ['fsync', 'synchronous_commit', 'server_encoding', 'listen_addresses', 'jit'];
    const shown = settings.map((name) => `current_setting('${name}')`).join(', ');
    expect(await ask(url, `select ${shown}`)).toEqual(['on', 'on', 'UTF8', '127.0.0.1', 'off']);
    expect(await ask(url, `select lower('ÉÖ'), 'Z' < 'a'`)).toEqual(['éö', true]);
    expect((await stat(join(dir, 'postgres-password'))).mode & 0o777).toBe(0o600);
    await expect(ask(`postgres://tabloom:wrong@127.0.0.1:${port}/tabloom`, 'select 1')).rejects.toMatchObject(
      {
        code: '28P01',
      },
    );
  });

  test('starts where the path is too long for a socket, and takes blanks in it', async () => {
    dir = join(dir, 'a folder whose name is long', 'n'.repeat(100));
    const { url } = await start();
    expect(await ask(url, 'show unix_socket_directories')).toEqual(['']);
  });

  test('left over by kill -9 is stopped by the next start, and its rows are kept', async () => {
    const holder = await hold();
    await ask(holder.postgres.url, `insert into notes values ('committed')`);
    holder.kill('SIGKILL');
    await holder.ended;
    expect(await holder.postgresGone()).toBe(false);

    const lines: string[] = [];
    const next = await start(lines);
    expect(await holder.postgresGone()).toBe(true);
    expect(lines[0]).toContain(`pid ${holder.postgres.pid}`);
    expect(await ask(next.url, 'select note from notes')).toEqual(['committed']);
  });

  test('killed together with Node recovers and keeps its rows', async () => {
    const holder = await hold();
    await ask(holder.postgres.url, `insert into notes values ('committed')`);
    holder.kill('SIGKILL');
    process.kill(holder.postgres.pid, 'SIGKILL');
    await holder.ended;
    const next = await start();
    expect(await ask(next.url, 'select note from notes')).toEqual(['committed']);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'outlives %s to the whole group until stopped',
    async (signal) => {
      const holder = await hold();
      holder.killGroup(signal);
      expect(await holder.ended).toEqual({ code: 0, signal: null });
      expect(await holder.postgresGone()).toBe(true);
      const next = await start();
      expect(await ask(next.url, 'select note from notes')).toEqual([signal]);
    },
  );

  test.each([
    ['exit', 3],
    ['throw', 1],
  ] as const)('ends with a Node that ends by %s', async (action, code) => {
    const holder = await hold();
    holder.order({ action, dir });
    expect(await holder.ended).toEqual({ code, signal: null });
    expect(await holder.postgresGone(10_000)).toBe(true);
  });

  test('is made anew when the first start was killed in the middle', async () => {
    const holder = await idle();
    holder.order({ action: 'start', dir });
    await expect
      .poll(() => readdir(dir), { timeout: 10_000, interval: 5 })
      .toContainEqual(expect.stringContaining('postgres.new-'));
    holder.kill('SIGKILL');
    await holder.ended;
    expect(await readdir(dir)).not.toContain('postgres');
    const { url } = await start();
    expect(await ask(url, 'select 1')).toEqual([1]);
    expect((await readdir(dir)).sort()).toEqual(['lock', 'postgres', 'postgres-password']);
  });

  test('never touches a folder that it did not make', async () => {
    await mkdir(join(dir, 'postgres'));
    await writeFile(join(dir, 'postgres', 'thesis.txt'), 'years of work');
    await expect(start()).rejects.toMatchObject({
      code: 'database_away',
      message: expect.stringContaining('no PG_VERSION') as string,
    });
    expect(await readFile(join(dir, 'postgres', 'thesis.txt'), 'utf8')).toBe('years of work');
  });

  test('says what PostgreSQL said when it does not start', async () => {
    const first = await start();
    await first.stop();
    await writeFile(join(dir, 'postgres', 'postgresql.conf'), 'no_such_setting = 1\n');
    await expect(start()).rejects.toMatchObject({
      code: 'database_away',
      message: expect.stringContaining('no_such_setting') as string,
    });
  });

  test('does not take another process for its orphan', async () => {
    const stranger = await idle();
    const dataDir = join(dir, 'postgres');
    await mkdir(dataDir);
    await writeFile(join(dataDir, 'postmaster.pid'), `${stranger.pid}\n${dataDir}\n0\n5432\n`);
    await stopOrphan(dataDir, () => {});
    expect(await findProcess(stranger.pid)).not.toBeNull();
  });
});

describe('who runs it', { timeout: TIMEOUT_MS }, () => {
  const nobody = { uid: 65_534, gid: 65_534 };

  test.skipIf(!isRoot)('started by root: another user, who may pass', async () => {
    await start();
    expect((await stat(join(dir, 'postgres'))).uid).not.toBe(0);
  });

  test.skipIf(!isRoot)('started by root where that user may not pass: a named folder', async () => {
    await chmod(dir, 0o700);
    await expect(start()).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringMatching(new RegExp(`may not enter ${dir}:.*DATA_DIR.*DATABASE_URL`)) as string,
    });
    expect(await readdir(dir)).toEqual([]);
  });

  test('started by somebody else than root: that user', async (context) => {
    if (!isRoot) return context.skip('The other tests ran as such a user.');
    await chmod(dir, 0o777);
    const reachable = await startHolder(nobody).catch(() => null);
    if (reachable === null) return context.skip('The user nobody cannot read this checkout.');
    reachable.kill('SIGKILL');

    const holder = await hold(nobody);
    expect((await stat(`/proc/${holder.postgres.pid}`)).uid).toBe(nobody.uid);
    holder.killGroup('SIGINT');
    expect(await holder.ended).toEqual({ code: 0, signal: null });
    expect(await holder.postgresGone()).toBe(true);
    // Root keeps to the user who made the cluster.
    await start();
    expect((await stat(join(dir, 'postgres'))).uid).toBe(nobody.uid);
  });
});
