// The folder that PostgreSQL calls a cluster: made once with initdb, never deleted.
// It is made under another name and moved into place when complete, so a start killed in the middle leaves only a
// `postgres.new-*` to throw away, and a folder called `postgres` is whole by construction.

import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { TabloomError } from '../../protocol/errors.ts';
import { spawnAs } from './serverUser.ts';
import type { ServerUser } from './serverUser.ts';

/** The role that owns the cluster, and the name of our database in it. */
export const ROLE = 'tabloom';

const UNFINISHED = 'postgres.new-';

type ClusterOptions = { dir: string; dataDir: string; initdb: string; user: ServerUser | null };

/**
 * Makes the cluster `dataDir` unless it is there, and returns the password of ROLE, kept in `dir`.
 * UTF-8 with the C.UTF-8 of PostgreSQL 17+: order by code point, case rules of Unicode, nothing of the system's locales.
 * Throws `database_away` when initdb fails, when `dataDir` holds something else, or when the password is lost.
 */
export async function ensureCluster({ dir, dataDir, initdb, user }: ClusterOptions): Promise<string> {
  await removeUnfinished(dir);
  const passwordFile = join(dir, 'postgres-password');
  if (await hasCluster(dataDir)) return readPassword(passwordFile, dataDir);

  const password = await ensurePassword(passwordFile);
  const staging = await mkdtemp(join(dir, UNFINISHED));
  if (user !== null) await chown(staging, user.uid, user.gid);
  // initdb reads the password from a file of its own user; ours stays ours.
  const copy = join(staging, 'password');
  await writeFile(copy, `${password}\n`, { mode: 0o600 });
  if (user !== null) await chown(copy, user.uid, user.gid);

  const made = join(staging, 'cluster');
  const args = ['-D', made, '-U', ROLE, `--pwfile=${copy}`, '--auth=scram-sha-256', '--encoding=UTF8'];
  args.push('--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  try {
    await promisify(execFile)(initdb, args, spawnAs(user));
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim() || (error as Error).message;
    throw new TabloomError('database_away', `PostgreSQL's initdb failed: ${said}`, { cause: error });
  }
  await rename(made, dataDir);
  await syncFolder(dir);
  await rm(staging, { recursive: true });
  return password;
}

/** An initdb that outlived its killed parent may still write there, hence the retries; its own error cleans up after it. */
async function removeUnfinished(dir: string): Promise<void> {
  const unfinished = (await readdir(dir)).filter((name) => name.startsWith(UNFINISHED));
  for (const name of unfinished) {
    await rm(join(dir, name), { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}

async function hasCluster(dataDir: string): Promise<boolean> {
  const names = await readdir(dataDir).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (names.includes('PG_VERSION')) return true;
  if (names.length === 0) return false;
  throw new TabloomError(
    'database_away',
    `${dataDir} is not empty and is no PostgreSQL cluster (it has no PG_VERSION): move it away, or set DATA_DIR to another folder.`,
  );
}

async function readPassword(passwordFile: string, dataDir: string): Promise<string> {
  try {
    return (await readFile(passwordFile, 'utf8')).trim();
  } catch (error) {
    throw new TabloomError(
      'database_away',
      `The password of the database in ${dataDir} cannot be read from ${passwordFile}: restore that file, or make it readable for the user who starts Tabloom.`,
      { cause: error },
    );
  }
}

/** The password is on the disk before the cluster that needs it: a power cut must not leave the second without the first. */
async function ensurePassword(passwordFile: string): Promise<string> {
  const known = await readFile(passwordFile, 'utf8').catch(() => '');
  if (known.endsWith('\n')) return known.trim();
  const password = randomBytes(24).toString('base64url');
  const file = await open(passwordFile, 'w', 0o600);
  try {
    await file.writeFile(`${password}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  return password;
}

async function syncFolder(dir: string): Promise<void> {
  const folder = await open(dir, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
