// Deleting an account. The random id stays in the ledger and beside validated work, since both must go on adding up;
// nothing points from it to a key, a device or an address any more.

import type { DeletionResponse } from '../../protocol/account.ts';
import { deleteAccountRows } from '../db/queries/deletion.ts';
import { inTransaction } from '../db/pool.ts';
import { giveBackLeases } from './accounts.ts';
import type { Context } from './context.ts';
import type { Session } from './tokens.ts';
import type { Transitions } from './transitions.ts';

export async function deleteAccount(
  context: Context,
  transitions: Transitions,
  { volunteerId }: Session,
): Promise<DeletionResponse> {
  const now = new Date(context.clock());
  // First, so that no further lease is taken meanwhile.
  context.refused.addVolunteer(volunteerId);
  await giveBackLeases(context, transitions, volunteerId, null);
  await inTransaction(context.pool, (db) => deleteAccountRows(db, volunteerId, now));
  return { deletedAt: now.toISOString() };
}
