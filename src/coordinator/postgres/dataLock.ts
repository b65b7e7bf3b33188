// One running Tabloom per data directory.
// The lock is a folder of numbered files. Only the highest number counts; it is held while its file names a living
// process, and free when that file is empty. Taking it is making the next number, which the file system grants once.

import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { TabloomError } from '../../protocol/errors.ts';
import { findProcess } from './processTable.ts';

/** `release` may be called twice. */
export type DataLock = { release(): Promise<void> };

type Holder = { pid: number; startId: string; since: string };

/**
 * Takes the lock of `dir`, making the folder where there is none; a holder that died, or whose pid is another process
 * by now, is passed over. Throws `forbidden` when a living process holds it, and says which.
 */
export async function lockDataDir(dir: string): Promise<DataLock> {
  const folder = join(resolve(dir), 'lock');
  await mkdir(folder, { recursive: true });
  const own = await findProcess(process.pid);
  if (own === null) throw new TabloomError('internal', 'The system does not list this very process.');
  const holder: Holder = { pid: process.pid, startId: own.startId, since: new Date().toISOString() };

  for (;;) {
    const highest = (await listNumbers(folder)).at(-1) ?? 0;
    const other = highest === 0 ? null : await readLivingHolder(join(folder, String(highest)));
    if (other !== null) throw heldBy(other, dir);

    const mine = highest + 1;
    if (!(await makeWhole(join(folder, String(mine)), JSON.stringify(holder)))) continue;
    // While we looked, others may have taken and released several numbers and removed this one: then a higher one stands.
    const now = await listNumbers(folder);
    if (now.at(-1) !== mine) {
      await rm(join(folder, String(mine)), { force: true });
      continue;
    }
    // Removed only now, so that the highest number never falls.
    await Promise.all(now.slice(0, -1).map((old) => rm(join(folder, String(old)), { force: true })));
    return { release: () => truncate(join(folder, String(mine)), 0).catch(ignoreMissing) };
  }
}

/** Makes the file with its text in one step, so that nobody reads half of it. False when the name is taken. */
async function makeWhole(path: string, text: string): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, text, { mode: 0o644 });
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function listNumbers(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b);
}

/** Null for an empty file (released, or cut off by a power failure), a missing one, and a process that is gone. */
async function readLivingHolder(path: string): Promise<Holder | null> {
  const text = await readFile(path, 'utf8').catch(ignoreMissing);
  if (!text) return null;
  const holder = parseHolder(text);
  if (holder === null) return null;
  const found = await findProcess(holder.pid);
  return found?.startId === holder.startId ? holder : null;
}

function parseHolder(text: string): Holder | null {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return null;
  }
}

function heldBy({ pid, since }: Holder, dir: string): TabloomError {
  return new TabloomError(
    'forbidden',
    `Another Tabloom (pid ${pid}, since ${since}) uses the data directory ${resolve(dir)}: stop it first (kill ${pid}), or set DATA_DIR to another folder.`,
  );
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
}
