// The browser's small database: the device's key and the index of kept artifacts (their bytes are in the Cache API).

import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { DeviceKey } from '../core/identity.ts';
import type { KeptEntry } from '../core/eviction.ts';

type Schema = DBSchema & {
  keys: { key: string; value: DeviceKey };
  artifacts: { key: string; value: KeptEntry };
};

export type Database = IDBPDatabase<Schema>;

/** Undefined where the browser denies storage: a third-party frame, a private window, a full disk. */
export async function openDatabase(): Promise<Database | undefined> {
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
