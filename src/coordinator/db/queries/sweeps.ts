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

/**
 * Of jobs that ended before `endedBefore`, drops results that are not canonical, and tasks that never brought one.
 * What still comes for those is answered `workunit_purged`.
 */
export async function purgeJobs(db: Db, endedBefore: Date, now: Date): Promise<void> {
  const { rows } = await db.query<{ project_id: string; id: string }>(
    `update jobs set purged_at = $2
      where (project_id, id) in (
        select project_id, id from jobs where ended_at < $1 and purged_at is null limit 10 for update skip locked)
     returning project_id, id`,
    [endedBefore, now],
  );
  for (const job of rows) {
    await db.query(
      `delete from results r using workunits w, tasks t
        where w.project_id = $1 and w.job_id = $2 and t.project_id = w.project_id and t.workunit_id = w.id
          and r.project_id = t.project_id and r.task_id = t.id and r.task_id is distinct from w.canonical_task_id`,
      [job.project_id, job.id],
    );
    await db.query(
      `delete from tasks t using workunits w
        where w.project_id = $1 and w.job_id = $2 and t.project_id = w.project_id and t.workunit_id = w.id
          and t.state in ('expired', 'returned', 'cancelled') and t.reported_at is null`,
      [job.project_id, job.id],
    );
  }
}
