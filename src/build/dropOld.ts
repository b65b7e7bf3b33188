// Lets go of the files of builds that no open tab can be of any more.

import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Tabs that are weeks old still ask for the chunks of their own build. */
const KEEP_MS = 30 * 86_400_000;

/** Removes what is old in `folder`, except the files `kept` and their compressed copies. `now` in ms since the epoch. */
export async function dropOld(folder: string, kept: readonly string[], now: number): Promise<void> {
  const names = new Set(kept);
  for (const name of await readdir(folder)) {
    if (names.has(name.replace(/\.(br|gz)$/, ''))) continue;
    const { mtimeMs } = await stat(join(folder, name));
    if (now - mtimeMs > KEEP_MS) await rm(join(folder, name), { force: true });
  }
}
