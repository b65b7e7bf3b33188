// Whether this browser has an account, without loading the runtime for the answer.

import { openDatabase } from './database.ts';
import { hasKey } from './keyStore.ts';

export async function hasAccount(): Promise<boolean> {
  const database = await openDatabase();
  const has = await hasKey(database);
  database?.close();
  return has;
}
