// The device's key in the browser: a CryptoKey that cannot be read out, where the database takes one. Beside it there
// is room for a spare, with which the browser joins another account before it becomes the device's key.

import { TabloomError } from '../../protocol/errors.ts';
import { createMemoryKeyStore, type DeviceKey, type KeyStore } from '../core/identity.ts';
import type { Database } from './database.ts';

const DEVICE = 'device';
const SPARE = 'spare';

export type Keyring = {
  /** The device's key; another one after `promote` or `remove`. */
  readonly device: KeyStore;
  /** Room for a new key; one of an earlier try is gone. */
  openSpare(): Promise<KeyStore>;
  /** The spare key is the device's from now on; its own key is gone. Throws where there is no spare. */
  promote(): Promise<void>;
  /** The device has no key any more. */
  remove(): Promise<void>;
};

/** Without a database the keys live as long as the tab. */
export function createKeyring(database: Database | undefined): Keyring {
  return database === undefined ? createMemoryKeyring() : createKeptKeyring(database);
}

/** Whether this browser has an account already. Asking makes none and sends nothing. */
export async function hasKey(database: Database | undefined): Promise<boolean> {
  return ((await database?.use((open) => open.count('keys', DEVICE))) ?? 0) > 0;
}

function createKeptKeyring(database: Database): Keyring {
  const storeOf = (name: string): KeyStore => ({
    extractable: false,
    lasting: true,
    load: () => database.use((open) => open.get('keys', name)),
    async save(key): Promise<DeviceKey> {
      const kept = await database.use(async (open) => {
        // One transaction, so that of two tabs that start at once one key wins for both.
        const transaction = open.transaction('keys', 'readwrite');
        const kept = await transaction.store.get(name);
        if (kept === undefined) await transaction.store.put(key, name);
        await transaction.done;
        return kept;
      });
      // Now there is something to lose: the browser may promise not to evict it when space runs out.
      if (kept === undefined) void navigator.storage?.persist?.().catch(() => undefined);
      return kept ?? key;
    },
  });
  /** The spare is gone, and the device has this key or none. */
  const settle = (key?: DeviceKey): Promise<unknown> =>
    database.use((open) => {
      const transaction = open.transaction('keys', 'readwrite');
      const { store } = transaction;
      const changed = key === undefined ? store.delete(DEVICE) : store.put(key, DEVICE);
      return Promise.all([changed, store.delete(SPARE), transaction.done]);
    });
  let device = unlessFull(storeOf(DEVICE));
  /** Known here as well: another tab that joins, or cleared data, may take the spare away before it is the device's. */
  let spare: DeviceKey | undefined;
  return {
    get device() {
      return device;
    },
    async openSpare() {
      await database.use((open) => open.delete('keys', SPARE));
      spare = undefined;
      const store = unlessFull(storeOf(SPARE));
      return {
        extractable: store.extractable,
        get lasting() {
          return store.lasting;
        },
        load: () => Promise.resolve(spare),
        save: async (key) => (spare = await store.save(key)),
      };
    },
    async promote() {
      if (spare === undefined) throw new TabloomError('internal', 'There is no new key to take.');
      await settle(spare).catch((thrown: unknown) => {
        if (!lacksRoom(thrown)) throw thrown;
        // The old key must not come back.
        return settle();
      });
      device = unlessFull(storeOf(DEVICE));
      // It is there already, or lives as long as the tab.
      await device.save(spare);
      spare = undefined;
    },
    async remove() {
      await settle();
      device = unlessFull(storeOf(DEVICE));
    },
  };
}

/** Where the browser has no room even for a key, it lives as long as the tab. */
function unlessFull(store: KeyStore): KeyStore {
  const memory = createMemoryKeyStore();
  let isFull = false;
  return {
    extractable: store.extractable,
    get lasting() {
      return store.lasting && !isFull;
    },
    load: async () => (await store.load()) ?? memory.load(),
    async save(key) {
      try {
        return await store.save(key);
      } catch (thrown) {
        if (!lacksRoom(thrown)) throw thrown;
        isFull = true;
        return memory.save(key);
      }
    },
  };
}

function lacksRoom(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === 'QuotaExceededError';
}

function createMemoryKeyring(): Keyring {
  let device = createMemoryKeyStore();
  let spare = createMemoryKeyStore();
  return {
    get device() {
      return device;
    },
    async openSpare() {
      spare = createMemoryKeyStore();
      return spare;
    },
    async promote() {
      device = spare;
    },
    async remove() {
      device = createMemoryKeyStore();
    },
  };
}
