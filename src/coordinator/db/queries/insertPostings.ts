// Writes postings and their lines and moves the balances with them, all in the caller's transaction.

import { balanceChanges, type Posting } from '../../../domain/ledger.ts';
import type { VolunteerId } from '../../../protocol/ids.ts';
import type { Db } from '../pool.ts';

/** A grant says who is paid and when the hold ends. */
export type NewPosting = Posting & { id: string; volunteerId?: VolunteerId; releaseAt?: Date };

/** A posting whose key exists already is left out, lines and all. Returns the keys that were written. */
export async function insertPostings(
  db: Db,
  postings: readonly NewPosting[],
  now: Date,
): Promise<Set<string>> {
  const real = postings.filter((posting) => posting.lines.length > 0);
  if (real.length === 0) return new Set();
  const lines = real.flatMap((p) => p.lines.map((line, number) => ({ ...line, postingId: p.id, number })));
  const inserted = await db.query<{ key: string }>(
    `with written as (
       insert into postings (id, key, kind, project_id, job_id, task_id, volunteer_id, release_at, created_at)
       select *, $9::timestamptz
         from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[],
                     $8::timestamptz[])
           on conflict (key) do nothing
       returning id, key),
     moved as (
       insert into lines (posting_id, number, from_account, to_account, amount_micro)
       select l.* from written
         join unnest($10::uuid[], $11::int2[], $12::text[], $13::text[], $14::int8[])
                l (posting_id, number, from_account, to_account, amount_micro) on l.posting_id = written.id)
     select key from written`,
    [
      real.map((p) => p.id),
      real.map((p) => p.key),
      real.map((p) => p.kind),
      real.map((p) => p.projectId),
      real.map((p) => p.jobId ?? null),
      real.map((p) => p.taskId ?? null),
      real.map((p) => p.volunteerId ?? null),
      real.map((p) => p.releaseAt ?? null),
      now,
      lines.map((line) => line.postingId),
      lines.map((line) => line.number),
      lines.map((line) => line.from),
      lines.map((line) => line.to),
      lines.map((line) => line.amountMicro),
    ],
  );
  const written = new Set(inserted.rows.map((row) => row.key));
  const changes = [...balanceChanges(real.filter((posting) => written.has(posting.key)))];
  await changeBalances(
    db,
    changes.filter(([, change]) => change !== 0n),
  );
  return written;
}

/** Existing rows are updated; only accounts seen for the first time are inserted, since an upsert checks the bare change. */
async function changeBalances(db: Db, changes: readonly (readonly [string, bigint])[]): Promise<void> {
  const accounts = changes.map(([account]) => account);
  // Rows lock in account order, so that two batches never wait for each other in a circle.
  const locked = await db.query<{ account: string }>(
    'select account from balances where account = any($1::text[]) order by account for update',
    [accounts],
  );
  if (locked.rows.length < accounts.length) {
    const known = new Set(locked.rows.map((row) => row.account));
    await db.query(
      `insert into balances (account, balance_micro)
       select account, 0 from unnest($1::text[]) account order by account on conflict do nothing`,
      [accounts.filter((account) => !known.has(account))],
    );
  }
  await db.query(
    `update balances b set balance_micro = b.balance_micro + c.change
       from unnest($1::text[], $2::int8[]) c (account, change)
      where b.account = c.account`,
    [accounts, changes.map(([, change]) => change)],
  );
}
