// What a signed-in volunteer may know of itself: credit by state, and the history of its tasks.

import { TabloomError } from '../../protocol/errors.ts';
import type { HistoryResponse, MeResponse } from '../../protocol/work.ts';
import { readCredit, readHistory } from '../db/queries/credit.ts';
import type { Context } from './context.ts';
import type { Session } from './tokens.ts';

const PAGE = 50;

export async function me(context: Context, session: Session): Promise<MeResponse> {
  const row = await readCredit(context.pool, session.volunteerId);
  if (!row) throw new TabloomError('token_invalid', 'This volunteer is no longer known. Sign in again.');
  const { pendingMicro, heldMicro, availableMicro, pending, valid, invalid, failed } = row;
  return {
    volunteerId: session.volunteerId,
    hostId: session.hostId,
    createdAt: row.createdAt.toISOString(),
    credit: { pendingMicro, heldMicro, availableMicro },
    devices: row.devices,
    hasRecovery: row.hasRecovery,
    nextReleaseAt: row.nextReleaseAt?.toISOString() ?? null,
    tasks: { pending, valid, invalid, failed },
  };
}

export async function history(context: Context, session: Session, before: Date): Promise<HistoryResponse> {
  const rows = await readHistory(context.pool, session.volunteerId, before, PAGE);
  const items = rows.map((row) => ({
    ...row,
    reportedAt: row.reportedAt.toISOString(),
    releaseAt: row.releaseAt?.toISOString() ?? null,
  }));
  return { items, nextBefore: items.length >= PAGE ? items.at(-1)!.reportedAt : null };
}
