// Writes postings and their lines and moves the balances with them, all in the caller's transaction.

import { balanceChanges, type Posting } from '../../../domain/ledger.ts';
import type { Db } from '../pool.ts';

export type NewPosting = Posting & { id: string; releaseAt?: Date };

/** A posting whose key exists already is left out, lines and all. Returns the keys that were written. */
export async function insertPostings(
  db: Db,
  postings: readonly NewPosting[],
  now: Date,
): Promise<Set<string>> {
  const real = postings.filter((posting) => posting.lines.length > 0);
  if (real.length === 0) return new Set();
  const inserted = await db.query<{ key: string }>(
    `insert into postings (id, key, kind, project_id, job_id, task_id, release_at, created_at)
     select *, $8::timestamptz
       from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::timestamptz[])
         on conflict (key) do nothing
     returning key`,
    [
      real.map((p) => p.id),
      real.map((p) => p.key),
      real.map((p) => p.kind),
      real.map((p) => p.projectId),
      real.map((p) => p.jobId ?? null),
      real.map((p) => p.taskId ?? null),
      real.map((p) => p.releaseAt ?? null),
      now,
    ],
  );
  const written = new Set(inserted.rows.map((row) => row.key));
  const fresh = real.filter((posting) => written.has(posting.key));
  const lines = fresh.flatMap((p) => p.lines.map((line, number) => ({ ...line, postingId: p.id, number })));
  await db.query(
    `insert into lines (posting_id, number, from_account, to_account, amount_micro)
     select * from unnest($1::uuid[], $2::int2[], $3::text[], $4::text[], $5::int8[])`,
    [
      lines.map((line) => line.postingId),
      lines.map((line) => line.number),
      lines.map((line) => line.from),
      lines.map((line) => line.to),
      lines.map((line) => line.amountMicro),
    ],
  );
  const changes = [...balanceChanges(fresh)].filter(([, change]) => change !== 0n);
  // Rows lock in account order, so that two batches never wait for each other in a circle.
  changes.sort(([a], [b]) => (a < b ? -1 : 1));
  await changeBalances(db, changes);
  return written;
}

/** Existing rows are updated; only accounts seen for the first time are inserted, since an upsert checks the bare change. */
async function changeBalances(db: Db, changes: readonly (readonly [string, bigint])[]): Promise<void> {
  const accounts = changes.map(([account]) => account);
  await db.query(
    `insert into balances (account, balance_micro) select unnest($1::text[]), 0 on conflict do nothing`,
    [accounts],
  );
  await db.query('select 1 from balances where account = any($1::text[]) order by account for update', [
    accounts,
  ]);
  await db.query(
    `update balances b set balance_micro = b.balance_micro + c.change
       from unnest($1::text[], $2::int8[]) c (account, change)
      where b.account = c.account`,
    [accounts, changes.map(([, change]) => change)],
  );
}
