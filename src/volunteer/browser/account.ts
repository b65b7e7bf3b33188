// Whether this browser has an account already. Asking makes none and sends nothing.

import { openDatabase } from './database.ts';

export async function hasAccount(): Promise<boolean> {
  const database = await openDatabase();
  const keys = (await database?.count('keys')) ?? 0;
  database?.close();
  return keys > 0;
}
