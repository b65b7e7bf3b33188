// Locks workunits in key order and reads them with all their tasks and results.

import type { ProjectId, TaskId, WorkunitId, JobId, VolunteerId, HostId } from '../../../protocol/ids.ts';
import type { WireError } from '../../../protocol/errors.ts';
import type { Outputs } from '../../../protocol/values.ts';
import type { TaskState } from '../../../domain/workunit.ts';
import type { Db } from '../pool.ts';

export type WorkunitKey = { projectId: ProjectId; workunitId: WorkunitId };

export type WorkunitRow = {
  project_id: ProjectId;
  id: WorkunitId;
  job_id: JobId;
  rows: number;
  flops: number;
  price_micro: string;
  surcharge_micro: string;
  truth: (string | number)[] | null;
  state: 'open' | 'validated' | 'failed';
  canonical_task_id: TaskId | null;
  first_report_at: Date | null;
};

export type TaskRow = {
  id: TaskId;
  workunit_id: WorkunitId;
  rank: number;
  state: TaskState;
  volunteer_id: VolunteerId | null;
  host_id: HostId | null;
  by_referee: boolean;
  failure: WireError | null;
  outputs: Outputs | null;
  body_hash: Buffer | null;
};

/** Rows lock in (project, id) order, so that two batches never wait for each other in a circle. */
export async function lockWorkunits(
  db: Db,
  keys: readonly WorkunitKey[],
): Promise<{ workunits: WorkunitRow[]; tasks: TaskRow[] }> {
  const projectIds = keys.map((key) => key.projectId);
  const workunitIds = keys.map((key) => key.workunitId);
  const workunits = await db.query<WorkunitRow>(
    `select w.project_id, w.id, w.job_id, w.rows, w.flops, w.price_micro::text, w.surcharge_micro::text,
            w.truth, w.state, w.canonical_task_id, w.first_report_at
       from workunits w
      where (w.project_id, w.id) in (select * from unnest($1::uuid[], $2::uuid[]))
      order by w.project_id, w.id
        for update`,
    [projectIds, workunitIds],
  );
  const tasks = await db.query<TaskRow>(
    `select t.id, t.workunit_id, t.rank, t.state, t.volunteer_id, t.host_id, t.by_referee, t.failure,
            r.outputs, r.body_hash
       from unnest($1::uuid[], $2::uuid[]) k (project_id, workunit_id)
       join tasks t on t.project_id = k.project_id and t.workunit_id = k.workunit_id
       left join results r on r.project_id = t.project_id and r.task_id = t.id
      order by t.id`,
    [projectIds, workunitIds],
  );
  return { workunits: workunits.rows, tasks: tasks.rows };
}
