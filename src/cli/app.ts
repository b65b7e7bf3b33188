// The built app: made anew when a source is newer than the last build.

import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { WHOLE } from '../build/finish.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DIST = join(ROOT, 'dist');
const VITE = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
const SOURCES = ['src', 'workers', 'public', 'package.json', 'package-lock.json', 'vite.config.ts'];

const run = promisify(execFile);

/** The folder to serve. Builds it when needed. */
export async function ensureApp(log: (line: string) => void): Promise<string> {
  const built = await modifiedAt(join(DIST, WHOLE));
  if (built > 0 && built >= (await newest(SOURCES.map((path) => join(ROOT, path))))) return DIST;
  log('Building the app…');
  await run(process.execPath, [VITE, 'build', '--logLevel', 'error'], {
    cwd: ROOT,
    // Whoever calls may have another one (a test runner does), and would get a page for developers.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  return DIST;
}

/** Milliseconds since the epoch, 0 when there is no such file. */
async function modifiedAt(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.mtimeMs ?? 0;
}

async function newest(paths: readonly string[]): Promise<number> {
  let latest = 0;
  for (const path of paths) {
    const info = await stat(path).catch(() => null);
    if (!info) continue;
    const below = info.isDirectory() ? await readdir(path) : [];
    latest = Math.max(
      latest,
      info.isDirectory() ? await newest(below.map((name) => join(path, name))) : info.mtimeMs,
    );
  }
  return latest;
}
