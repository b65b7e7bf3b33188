import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { dropOld } from './dropOld.ts';

test('files of earlier builds stay for 30 days, those of this one for ever', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tabloom-assets-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const now = Date.parse('2026-03-01T00:00:00Z');
  const add = async (name: string, days: number): Promise<void> => {
    const writtenAt = new Date(now - days * 86_400_000);
    await writeFile(join(folder, name), name);
    await utimes(join(folder, name), writtenAt, writtenAt);
  };
  await add('month-1.js', 29);
  await add('older-1.js', 31);
  await add('older-1.js.br', 31);
  await add('ours-1.js', 31);
  await add('ours-1.js.gz', 31);
  await dropOld(folder, ['ours-1.js'], now);
  expect((await readdir(folder)).sort()).toEqual(['month-1.js', 'ours-1.js', 'ours-1.js.gz']);
});
