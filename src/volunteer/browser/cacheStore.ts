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
  const cache = await openCache();
  if (database === undefined || cache === undefined) return createMemoryStore(clock);
  return createCacheStore(cache, database, clock);
}

async function openCache(): Promise<Cache | undefined> {
  try {
    return await globalThis.caches?.open(CACHE_NAME);
  } catch {
    return undefined;
  }
}

function createCacheStore(cache: Cache, database: Database, clock: () => number): ArtifactStore {
  async function drop(sha256: Sha256): Promise<void> {
    await database.delete('artifacts', sha256);
    await cache.delete(addressOf(sha256));
  }

  async function makeRoom(neededBytes: number): Promise<void> {
    const entries = await database.getAll('artifacts');
    const evicted = chooseEvictions(entries, neededBytes, await maxBytes());
    if (evicted === undefined) throw new TabloomError('storage_full', 'Too large to keep in this browser.');
    for (const sha256 of evicted) await drop(sha256);
  }

  return {
    async get(sha256) {
      const response = await cache.match(addressOf(sha256));
      if (response === undefined) {
        await database.delete('artifacts', sha256);
        return undefined;
      }
      const bytes = new Uint8Array(await response.arrayBuffer());
      await database.put('artifacts', { sha256, sizeBytes: bytes.byteLength, usedAt: clock() });
      return bytes;
    },
    async put(sha256, bytes) {
      await makeRoom(bytes.byteLength);
      try {
        await cache.put(addressOf(sha256), new Response(bytes));
        await database.put('artifacts', { sha256, sizeBytes: bytes.byteLength, usedAt: clock() });
      } catch (thrown) {
        throw new TabloomError('storage_full', 'The browser has no room for it.', { cause: thrown });
      }
    },
    drop,
    list: async () => byUse(await database.getAll('artifacts')).map((entry) => entry.sha256),
    estimate: async () => ({ freeBytes: await maxBytes() }),
  };
}

/** What the store may hold in all, its present content included. */
async function maxBytes(): Promise<number> {
  const estimate = await navigator.storage?.estimate?.().catch(() => undefined);
  return Math.min(MAX_BYTES, (estimate?.quota ?? MAX_BYTES) * QUOTA_SHARE);
}
