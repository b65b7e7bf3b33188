// Artifacts kept in a folder, one file each, named by their SHA-256. A file appears whole or not at all; the time
// of last use is the file's own.

import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { TabloomError } from '../protocol/errors.ts';
import type { Sha256 } from '../protocol/ids.ts';
import type { ArtifactStore } from '../volunteer/core/artifacts.ts';
import { byUse, chooseEvictions, type KeptEntry } from '../volunteer/core/eviction.ts';
import { hasSystemCode } from './systemCode.ts';

const NAME = /^[0-9a-f]{64}$/;

/** `clock` in milliseconds since the epoch; `maxBytes` bounds the folder. */
export function createFileStore(folder: string, clock: () => number, maxBytes = 4 * 2 ** 30): ArtifactStore {
  const pathOf = (sha256: Sha256): string => join(folder, sha256);

  async function entries(): Promise<KeptEntry[]> {
    const names = await readdir(folder).catch(() => []);
    const found = await Promise.all(
      names.filter((name) => NAME.test(name)).map((name) => entryOf(folder, name)),
    );
    return found.filter((entry) => entry !== undefined);
  }

  async function drop(sha256: Sha256): Promise<void> {
    await rm(pathOf(sha256), { force: true });
  }

  return {
    async get(sha256) {
      try {
        const bytes = new Uint8Array(await readFile(pathOf(sha256)));
        const now = clock() / 1000;
        await utimes(pathOf(sha256), now, now);
        return bytes;
      } catch (thrown) {
        if (hasSystemCode(thrown, 'ENOENT')) return undefined;
        throw thrown;
      }
    },
    async put(sha256, bytes) {
      await mkdir(folder, { recursive: true });
      const evicted = chooseEvictions(await entries(), bytes.byteLength, maxBytes);
      if (evicted === undefined) throw new TabloomError('storage_full', 'Larger than the whole cache.');
      for (const name of evicted) await drop(name);
      const draft = join(folder, `${sha256}.${randomUUID()}.part`);
      try {
        await writeDurably(draft, bytes, clock() / 1000);
        await rename(draft, pathOf(sha256));
      } catch (thrown) {
        await rm(draft, { force: true });
        if (hasSystemCode(thrown, 'ENOSPC')) {
          throw new TabloomError('storage_full', 'The disk is full.', { cause: thrown });
        }
        throw thrown;
      }
    },
    drop,
    list: async () => byUse(await entries()).map((entry) => entry.sha256),
    estimate: () => Promise.resolve({ freeBytes: maxBytes }),
  };
}

async function entryOf(folder: string, name: string): Promise<KeptEntry | undefined> {
  try {
    const { size, mtimeMs } = await stat(join(folder, name));
    return { sha256: name as Sha256, sizeBytes: size, usedAt: mtimeMs };
  } catch {
    // Dropped meanwhile by another process.
    return undefined;
  }
}

/** On the disk before it gets its name, or a crash could leave a whole name on half a file. */
async function writeDurably(path: string, bytes: Uint8Array, usedAtSeconds: number): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.utimes(usedAtSeconds, usedAtSeconds);
    await file.sync();
  } finally {
    await file.close();
  }
}
