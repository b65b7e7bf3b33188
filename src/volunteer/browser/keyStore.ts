// The device's key in the browser: a CryptoKey that cannot be read out, where the database takes one.

import { createMemoryKeyStore, type DeviceKey, type KeyStore } from '../core/identity.ts';
import type { Database } from './database.ts';

const NAME = 'device';

/** Without a database the key lives as long as the tab. */
export function createKeyStore(database: Database | undefined): KeyStore {
  if (database === undefined) return createMemoryKeyStore();
  return {
    extractable: false,
    lasting: true,
    load: () => database.get('keys', NAME),
    async save(key): Promise<DeviceKey> {
      // One transaction, so that of two tabs that start at once one key wins for both.
      const transaction = database.transaction('keys', 'readwrite');
      const kept = await transaction.store.get(NAME);
      if (kept === undefined) await transaction.store.put(key, NAME);
      await transaction.done;
      return kept ?? key;
    },
  };
}
