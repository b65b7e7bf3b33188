// Artifacts kept in the browser: bytes in the Cache API under a made-up address, sizes and last use in the database.

import { TabloomError } from '../../protocol/errors.ts';
import type { Sha256 } from '../../protocol/ids.ts';
import type { ArtifactStore } from '../core/artifacts.ts';
import { byUse, chooseEvictions } from '../core/eviction.ts';
import { createMemoryStore } from '../core/memoryStore.ts';
import type { Database } from './database.ts';

const CACHE_NAME = 'tabloom-artifacts-1';
/** What Tabloom keeps at most, and at most this part of what the browser would allow. */
const MAX_BYTES = 2 * 2 ** 30;
const QUOTA_SHARE = 0.5;

const addressOf = (sha256: Sha256): string => `https://artifacts.tabloom.invalid/${sha256}`;

/** In memory where the browser has no Cache API or denies it. `clock` in milliseconds since the epoch. */
export async function openArtifactStore(
  database: Database | undefined,
  clock: () => number,
): Promise<ArtifactStore> {
  const canKeep = await openCache().then(
    () => true,
    () => false,
  );
  if (database === undefined || !canKeep) return createMemoryStore(clock);
  return createCacheStore(database, clock);
}

/**
 * Opened for every use: a handle from before the browser cleared the site's data stays dead (Chromium 156). Rejects
 * also where there are no caches at all, as without HTTPS.
 */
async function openCache(): Promise<Cache> {
  return globalThis.caches.open(CACHE_NAME);
}

function createCacheStore(database: Database, clock: () => number): ArtifactStore {
  const note = (sha256: Sha256, sizeBytes: number): Promise<string> =>
    database.use((index) => index.put('artifacts', { sha256, sizeBytes, usedAt: clock() }));
  const forget = (sha256: Sha256): Promise<void> =>
    database.use((index) => index.delete('artifacts', sha256));

  async function drop(sha256: Sha256): Promise<void> {
    await forget(sha256);
    await (await openCache()).delete(addressOf(sha256));
  }

  /** The browser has cleared the cache and left the index: what is gone is forgotten. */
  async function heal(): Promise<void> {
    const kept = new Set((await (await openCache()).keys()).map(({ url }) => url));
    for (const { sha256 } of await database.use((index) => index.getAll('artifacts'))) {
      if (!kept.has(addressOf(sha256))) await forget(sha256);
    }
  }

  async function makeRoom(neededBytes: number): Promise<void> {
    const entries = await database.use((index) => index.getAll('artifacts'));
    const evicted = chooseEvictions(entries, neededBytes, await maxBytes());
    if (evicted === undefined) throw new TabloomError('storage_full', 'Too large to keep in this browser.');
    for (const sha256 of evicted) await drop(sha256);
  }

  return {
    async get(sha256) {
      const response = await (await openCache()).match(addressOf(sha256));
      if (response === undefined) {
        if ((await database.use((index) => index.getKey('artifacts', sha256))) !== undefined) await heal();
        return undefined;
      }
      const bytes = new Uint8Array(await response.arrayBuffer());
      // A full disk may refuse the note; the bytes are there all the same.
      await note(sha256, bytes.byteLength).catch(() => undefined);
      return bytes;
    },
    async put(sha256, bytes) {
      await makeRoom(bytes.byteLength);
      try {
        await (await openCache()).put(addressOf(sha256), new Response(bytes));
        await note(sha256, bytes.byteLength);
      } catch (thrown) {
        throw new TabloomError('storage_full', 'The browser has no room for it.', { cause: thrown });
      }
    },
    drop,
    list: async () =>
      byUse(await database.use((index) => index.getAll('artifacts'))).map((entry) => entry.sha256),
    estimate: async () => ({ freeBytes: await maxBytes() }),
  };
}

/** What the store may hold in all, its present content included. */
async function maxBytes(): Promise<number> {
  const estimate = await navigator.storage?.estimate?.().catch(() => undefined);
  return Math.min(MAX_BYTES, (estimate?.quota ?? MAX_BYTES) * QUOTA_SHARE);
}
