// The case of an install with --ignore-scripts, in a folder made for it.

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { restoreSkippedSymlinks } from './skippedSymlinks.ts';

test('links that an install without scripts left out are made, and those that are there are kept', async () => {
  const packageDir = await mkdtemp(join(tmpdir(), 'tabloom-links-'));
  try {
    await mkdir(join(packageDir, 'native', 'lib'), { recursive: true });
    await writeFile(join(packageDir, 'native', 'lib', 'libpq.so.5.18'), 'a library');
    const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
    await writeFile(join(packageDir, 'native', 'pg-symlinks.json'), JSON.stringify(links));
    await restoreSkippedSymlinks(packageDir);
    await restoreSkippedSymlinks(packageDir);
    expect(await readFile(join(packageDir, 'native', 'lib', 'libpq.so.5'), 'utf8')).toBe('a library');
  } finally {
    await rm(packageDir, { recursive: true, force: true });
  }
});
