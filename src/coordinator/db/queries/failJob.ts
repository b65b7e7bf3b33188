// Gives up a job none of whose workunits could be validated: what is open fails, what was reserved goes back.

import type { WireError } from '../../../protocol/errors.ts';
import type { JobId, ProjectId } from '../../../protocol/ids.ts';
import type { Db } from '../pool.ts';

/** Null when the job has validated work or has ended already. Amounts are what the open workunits had reserved. */
export async function failJob(
  db: Db,
  projectId: ProjectId,
  jobId: JobId,
  error: WireError,
  now: Date,
): Promise<{ workMicro: bigint; surchargeMicro: bigint } | null> {
  const open = await db.query<{ id: string }>(
    `select id from workunits where project_id = $1 and job_id = $2 and state = 'open' order by id for update`,
    [projectId, jobId],
  );
  const job = await db.query(
    `update jobs set state = 'failed', error = $3, failed = failed + $4, ended_at = $5
      where project_id = $1 and id = $2 and validated = 0 and state = 'active'`,
    [projectId, jobId, JSON.stringify(error), open.rows.length, now],
  );
  if (job.rowCount === 0) return null;
  const ids = open.rows.map((row) => row.id);
  await db.query(
    `update tasks set state = 'cancelled'
      where project_id = $1 and workunit_id = any($2::uuid[]) and state in ('ready', 'reported')`,
    [projectId, ids],
  );
  const sums = await db.query<{ work: string; surcharge: string }>(
    `with closed as (
       update workunits set state = 'failed', error = $3
        where project_id = $1 and id = any($2::uuid[])
       returning price_micro, surcharge_micro)
     select coalesce(sum(price_micro), 0)::text as work, coalesce(sum(surcharge_micro), 0)::text as surcharge
       from closed`,
    [projectId, ids, JSON.stringify(error)],
  );
  return { workMicro: BigInt(sums.rows[0]!.work), surchargeMicro: BigInt(sums.rows[0]!.surcharge) };
}
