// What time alone changes: leases that ran out, credits whose hold has passed, results of jobs long ended.

import type { ProjectId, TaskId, VolunteerId, WorkunitId } from '../../../protocol/ids.ts';
import type { Db } from '../pool.ts';

export type ExpiredLease = { projectId: ProjectId; workunitId: WorkunitId; taskId: TaskId };

export async function expiredLeases(db: Db, now: Date, limit: number): Promise<ExpiredLease[]> {
  const { rows } = await db.query<ExpiredLease>(
    `select project_id as "projectId", workunit_id as "workunitId", id as "taskId" from tasks
      where state = 'leased' and lease_until_at < $1 order by lease_until_at limit $2`,
    [now, limit],
  );
  return rows;
}

export type DueGrant = { id: string; volunteerId: VolunteerId; amountMicro: string };

/** Grants whose hold has passed, locked; another coordinator's are skipped. */
export async function dueGrants(db: Db, now: Date, limit: number): Promise<DueGrant[]> {
  const { rows } = await db.query<DueGrant>(
    `select p.id, substr(l.to_account, 6) as "volunteerId", l.amount_micro::text as "amountMicro"
       from postings p join lines l on l.posting_id = p.id and l.to_account like 'held:%'
      where p.kind = 'grant' and p.released_by is null and p.release_at <= $1
      order by p.release_at limit $2 for update of p skip locked`,
    [now, limit],
  );
  return rows;
}

export async function markReleased(
  db: Db,
  released: readonly { grantId: string; releaseId: string }[],
): Promise<void> {
  await db.query(
    `update postings p set released_by = r.release_id
       from unnest($1::uuid[], $2::uuid[]) r (grant_id, release_id) where p.id = r.grant_id`,
    [released.map((r) => r.grantId), released.map((r) => r.releaseId)],
  );
}

/** Drops what nobody needs of jobs that ended before `endedBefore`: results that are not canonical. */
export async function purgeJobs(db: Db, endedBefore: Date, now: Date): Promise<number> {
  const { rows } = await db.query<{ project_id: string; id: string }>(
    `update jobs set purged_at = $2
      where (project_id, id) in (
        select project_id, id from jobs where ended_at < $1 and purged_at is null limit 10 for update skip locked)
     returning project_id, id`,
    [endedBefore, now],
  );
  for (const job of rows) {
    await db.query(
      `delete from results r using tasks t
        where t.project_id = $1 and t.job_id = $2 and r.project_id = t.project_id and r.task_id = t.id
          and t.state <> 'valid'`,
      [job.project_id, job.id],
    );
  }
  return rows.length;
}
