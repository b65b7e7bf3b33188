import { expect, test } from 'vitest';
import type { Sha256 } from '../../protocol/ids.ts';
import { openArtifactStore } from './cacheStore.ts';

test('where there are no caches, as without HTTPS, artifacts are kept in memory', async () => {
  expect('caches' in globalThis).toBe(false);
  const store = await openArtifactStore(undefined, () => 0);
  const sha256 = 'a'.repeat(64) as Sha256;
  await store.put(sha256, new Uint8Array([1, 2, 3]));
  expect(await store.get(sha256)).toEqual(new Uint8Array([1, 2, 3]));
});
