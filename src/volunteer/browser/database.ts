// The browser's small database: the device's key and the index of kept artifacts (their bytes are in the Cache API).

import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { DeviceKey } from '../core/identity.ts';
import type { KeptEntry } from '../core/eviction.ts';

type Schema = DBSchema & {
  keys: { key: string; value: DeviceKey };
  artifacts: { key: string; value: KeptEntry };
};

type Connection = IDBPDatabase<Schema>;

export type Database = {
  /** Done once more with a new connection where the browser has closed this one: it does when it clears the site's data. */
  use<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  close(): void;
};

/** Undefined where the browser denies storage: a third-party frame, a private window, a full disk. */
export async function openDatabase(): Promise<Database | undefined> {
  const first = await connect();
  if (first === undefined) return undefined;
  let current = Promise.resolve(first);
  return {
    async use(work) {
      const used = current;
      const connection = await used;
      try {
        return await work(connection);
      } catch (thrown) {
        if (!(thrown instanceof DOMException && thrown.name === 'InvalidStateError')) throw thrown;
        // Of several at once, one connects for all.
        if (current === used) current = connect().then((again) => again ?? connection);
        return work(await current);
      }
    },
    close: () => void current.then((connection) => connection.close()),
  };
}

async function connect(): Promise<Connection | undefined> {
  try {
    return await openDB<Schema>('tabloom', 1, {
      upgrade(database) {
        database.createObjectStore('keys');
        database.createObjectStore('artifacts', { keyPath: 'sha256' });
      },
      blocking(_current, _blocked, event) {
        // A newer version of the page wants to upgrade: make way.
        if (event.target instanceof IDBDatabase) event.target.close();
      },
    });
  } catch {
    return undefined;
  }
}
