// Artifacts kept in memory only: for browsers that deny storage, as a third-party frame may meet.

import { TabloomError } from '../../protocol/errors.ts';
import type { Sha256 } from '../../protocol/ids.ts';
import type { ArtifactStore } from './artifacts.ts';
import { byUse, chooseEvictions, type KeptEntry } from './eviction.ts';

/** `clock` in milliseconds since the epoch; `maxBytes` bounds what is kept. */
export function createMemoryStore(clock: () => number, maxBytes = 256 * 2 ** 20): ArtifactStore {
  const kept = new Map<Sha256, KeptEntry & { bytes: Uint8Array<ArrayBuffer> }>();
  return {
    get(sha256) {
      const entry = kept.get(sha256);
      if (entry === undefined) return Promise.resolve(undefined);
      entry.usedAt = clock();
      // A copy, since the caller may transfer what it gets.
      return Promise.resolve(entry.bytes.slice());
    },
    put(sha256, bytes) {
      kept.delete(sha256);
      const evicted = chooseEvictions([...kept.values()], bytes.byteLength, maxBytes);
      if (evicted === undefined) {
        return Promise.reject(new TabloomError('storage_full', 'Too large to keep in memory.'));
      }
      for (const name of evicted) kept.delete(name);
      kept.set(sha256, { sha256, sizeBytes: bytes.byteLength, usedAt: clock(), bytes: bytes.slice() });
      return Promise.resolve();
    },
    drop(sha256) {
      kept.delete(sha256);
      return Promise.resolve();
    },
    list: () => Promise.resolve(byUse([...kept.values()]).map((entry) => entry.sha256)),
    estimate: () => Promise.resolve({ freeBytes: maxBytes }),
  };
}
