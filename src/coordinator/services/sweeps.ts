// The coordinator's clockwork: what time alone changes, done by whichever coordinator comes first.

import { randomUUID } from 'node:crypto';
import { releaseForVolunteer } from '../../domain/ledger.ts';
import type { VolunteerId } from '../../protocol/ids.ts';
import { forgetLinkCodes } from '../db/queries/accounts.ts';
import { truncateAddresses } from '../db/queries/addresses.ts';
import { forgetChallenges } from '../db/queries/identities.ts';
import { insertPostings, type NewPosting } from '../db/queries/insertPostings.ts';
import { dueGrants, expiredLeases, markReleased, purgeJobs } from '../db/queries/sweeps.ts';
import { inTransaction } from '../db/pool.ts';
import type { Context } from './context.ts';
import type { Transitions } from './transitions.ts';

const LIMIT = 500;
const DAY_MS = 86_400_000;

/** One pass over everything that is due. Safe to run anywhere, any number of times. */
export async function sweep(context: Context, transitions: Transitions): Promise<void> {
  const now = new Date(context.clock());
  const expired = await expiredLeases(context.pool, now, LIMIT);
  await Promise.all(expired.map((lease) => transitions.add({ ...lease, type: 'expire' })));
  await releaseDue(context, now);
  const endedBefore = new Date(now.getTime() - context.settings.purgeAfterMs);
  await inTransaction(context.pool, (db) => purgeJobs(db, endedBefore, now));
  await forgetChallenges(context.pool, now);
  await forgetLinkCodes(context.pool, now);
  await context.refused.refresh(context.pool, now);
  const { addressDays } = context.settings;
  await truncateAddresses(context.pool, new Date(now.getTime() - addressDays * DAY_MS));
}

/** Held credits whose time has come, one posting a volunteer. */
async function releaseDue(context: Context, now: Date): Promise<void> {
  await inTransaction(context.pool, async (db) => {
    const grants = await dueGrants(db, now, LIMIT);
    const releases = new Map<VolunteerId, { id: string; amountMicro: bigint }>();
    const released: { grantId: string; releaseId: string }[] = [];
    for (const grant of grants) {
      const release = releases.get(grant.volunteerId) ?? { id: context.newId(), amountMicro: 0n };
      release.amountMicro += BigInt(grant.amountMicro);
      releases.set(grant.volunteerId, release);
      released.push({ grantId: grant.id, releaseId: release.id });
    }
    const postings: NewPosting[] = [...releases].map(([volunteerId, { id, amountMicro }]) => ({
      ...releaseForVolunteer(volunteerId, randomUUID(), amountMicro),
      id,
    }));
    await insertPostings(db, postings, now);
    if (released.length > 0) await markReleased(db, released);
  });
}

/**
 * Sweeps every `everyMs` until stopped; a failing sweep (the database is away) is tried again at the next.
 * `onOutcome` hears of every sweep: what it threw, or null.
 */
export function startSweeping(
  everyMs: number,
  once: () => Promise<void>,
  onOutcome: (error: unknown) => void,
): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let stopped = false;
  const schedule = () => {
    timer = setTimeout(() => {
      running = once()
        .then(() => onOutcome(null), onOutcome)
        .then(() => {
          if (!stopped) schedule();
        });
    }, everyMs);
  };
  schedule();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
