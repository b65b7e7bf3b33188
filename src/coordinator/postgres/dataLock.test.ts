// The lock is asked for by real processes, and killed with them: postgresHolder.ts.

import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startHolder } from '../../../test/support/holdPostgres.ts';
import type { Holder } from '../../../test/support/holdPostgres.ts';
import { lockDataDir } from './dataLock.ts';
import { findProcess, waitUntilGone } from './processTable.ts';

const TIMEOUT_MS = 60_000;

describe('the lock of a data directory', { timeout: TIMEOUT_MS }, () => {
  let dir: string;
  let holders: Holder[];

  const hold = async (): Promise<Holder> => {
    const holder = await startHolder();
    holders.push(holder);
    return holder;
  };

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'tabloom-lock-'));
    holders = [];
  });
  afterEach(async () => {
    for (const holder of holders) holder.kill('SIGKILL');
    await Promise.all(holders.map((holder) => holder.ended));
    await rm(dir, { recursive: true, force: true });
  });

  test('is given, released and given again, and leaves one file', async () => {
    const first = await lockDataDir(dir);
    await first.release();
    const second = await lockDataDir(dir);
    await first.release();
    await expect(lockDataDir(dir)).rejects.toThrow(`pid ${process.pid}`);
    expect(await readdir(join(dir, 'lock'))).toHaveLength(1);
    await second.release();
  });

  test('refuses a second process and says who holds it, since when, and what to do', async () => {
    const holder = await hold();
    expect(await holder.ask({ action: 'lock', dir })).toMatchObject({ kind: 'holding' });
    await expect(lockDataDir(dir)).rejects.toMatchObject({
      name: 'TabloomError',
      code: 'forbidden',
      message: expect.stringMatching(
        new RegExp(`pid ${holder.pid}, since \\d{4}-.*stop it first.*set DATA_DIR`),
      ) as string,
    });
  });

  test('of a killed process is taken over', async () => {
    const holder = await hold();
    await holder.ask({ action: 'lock', dir });
    const startId = (await findProcess(holder.pid))?.startId ?? '';
    holder.kill('SIGKILL');
    expect(await waitUntilGone(holder.pid, startId, 10_000)).toBe(true);
    await (await lockDataDir(dir)).release();
  });

  test.each([
    ['whose pid is another process by now', { pid: process.pid, startId: 'an earlier run', since: '2020' }],
    ['cut off by a power failure', null],
  ])('%s is taken over', async (_, content) => {
    await mkdir(join(dir, 'lock'));
    await writeFile(join(dir, 'lock', '7'), content === null ? '' : JSON.stringify(content));
    const lock = await lockDataDir(dir);
    expect(JSON.parse(await readFile(join(dir, 'lock', '8'), 'utf8'))).toMatchObject({ pid: process.pid });
    await lock.release();
  });

  test('goes to exactly one of many that ask at once, over a stale one', async () => {
    for (let round = 0; round < 20; round += 1) {
      const asked = await Promise.allSettled(Array.from({ length: 10 }, () => lockDataDir(dir)));
      const won = asked.filter((one) => one.status === 'fulfilled');
      expect(won).toHaveLength(1);
      await won[0]?.value.release();
    }
  });

  test('goes to exactly one of several processes that ask at once, over a stale one', async () => {
    await mkdir(join(dir, 'lock'));
    await writeFile(join(dir, 'lock', '7'), JSON.stringify({ pid: 1, startId: 'gone', since: '2020' }));
    await Promise.all(Array.from({ length: 5 }, hold));
    const reports = await Promise.all(holders.map((holder) => holder.ask({ action: 'lock', dir })));
    expect(reports.map((report) => report.kind).sort()).toEqual([
      'holding',
      ...Array<string>(4).fill('refused'),
    ]);
  });
});
