// PostgreSQL refuses to run as root. This file says which user runs it when we are root, and makes sure that this
// user can reach what it needs. No user is ever created: `postgres` or `nobody` exists wherever root does.

import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { TabloomError } from '../../protocol/errors.ts';

const run = promisify(execFile);

/** What `spawn` takes. */
export type ServerUser = { uid: number; gid: number };

/** Debian and others, then macOS, then everyone. */
const NAMES = ['postgres', '_postgres', 'nobody'];

/**
 * The user to run PostgreSQL as, or null for our own. As root that is the owner of the cluster in `dataDir`, so that
 * a cluster keeps running as the user who made it, else the first of NAMES.
 * Throws `forbidden` when the cluster belongs to somebody we cannot become.
 */
export async function findServerUser(dataDir: string): Promise<ServerUser | null> {
  const ownUid = process.getuid?.() ?? 0;
  const folder = await stat(dataDir).catch(() => null);
  if (ownUid !== 0) {
    if (folder === null || folder.uid === ownUid) return null;
    throw new TabloomError(
      'forbidden',
      `The database in ${dataDir} belongs to the user with id ${folder.uid}, and this is ${ownUid}: start as that user or as root, or set DATA_DIR to another folder.`,
    );
  }
  if (folder !== null && folder.uid !== 0) return { uid: folder.uid, gid: folder.gid };
  for (const name of NAMES) {
    const user = await lookUp(name);
    if (user !== null) return user;
  }
  throw new TabloomError(
    'forbidden',
    'PostgreSQL does not run as root, and there is neither a user postgres nor a user nobody: do not run as root, add a user postgres, or set DATABASE_URL.',
  );
}

/**
 * How to spawn a program of PostgreSQL: as that user, from a folder everyone may enter, in the C locale, and with
 * nothing else of our environment: PG* variables would change what it does, and secrets are not its business.
 */
export function spawnAs(user: ServerUser | null) {
  const keep = ['PATH', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'TMPDIR'];
  const kept = keep.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  const env: NodeJS.ProcessEnv = { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
  return { ...user, cwd: '/', env };
}

/** Throws `forbidden` naming the first folder above one of `paths` that `user` may not enter. */
export async function checkReachable(user: ServerUser, paths: string[]): Promise<void> {
  const folders = [...new Set(paths.flatMap(foldersAbove))];
  // The kernel decides (mode bits, ACLs, network file systems), so ask it as that user.
  const script = 'for d; do test -x "$d" || { printf %s "$d"; exit 0; }; done';
  const { stdout: closed } = await run('/bin/sh', ['-c', script, 'sh', ...folders], { ...user, cwd: '/' });
  if (closed === '') return;
  throw new TabloomError(
    'forbidden',
    `As root, PostgreSQL runs as the user with id ${user.uid}, who may not enter ${closed}: let others pass (chmod o+x), set DATA_DIR to another folder, set DATABASE_URL, or do not run as root.`,
  );
}

/** From the root down, without `path` itself. */
function foldersAbove(path: string): string[] {
  const above = dirname(path);
  return above === path ? [] : [...foldersAbove(above), above];
}

async function lookUp(name: string): Promise<ServerUser | null> {
  try {
    const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, name])));
    return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) };
  } catch {
    return null;
  }
}
