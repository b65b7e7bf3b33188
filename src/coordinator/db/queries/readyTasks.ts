// Ready tasks, locked for handing out. Rows that another coordinator is handing out are skipped, not waited for.

import type { JobId, ProjectId, TaskId, WorkunitId } from '../../../protocol/ids.ts';
import type { RowRange } from '../../../protocol/program.ts';
import type { Db } from '../pool.ts';

export type ReadyTask = {
  projectId: ProjectId;
  taskId: TaskId;
  workunitId: WorkunitId;
  jobId: JobId;
  rank: number;
  inputs: RowRange[];
  rows: number;
  flops: number;
  takenBy: string[];
};

/** The volunteers that have a part in the workunit of `t`. An array, since as a join it once became a scan of all tasks. */
export const TAKEN_BY = `array(
    select o.volunteer_id from tasks o
     where o.project_id = t.project_id and o.workunit_id = t.workunit_id
       and o.state in ('leased', 'reported', 'valid', 'invalid', 'failed'))`;

export const READY_COLUMNS = `t.project_id as "projectId", t.id as "taskId", t.workunit_id as "workunitId", t.job_id as "jobId",
  t.rank, w.inputs, w.rows, w.flops,
  ${TAKEN_BY}::text[] as "takenBy"`;

/** The first `limit` ready tasks of all jobs, whoever may take them. */
export async function readyTasks(db: Db, limit: number): Promise<ReadyTask[]> {
  const { rows } = await db.query<ReadyTask>(
    `with ready as materialized (
       select t.* from tasks t where t.state = 'ready'
        order by t.rank, t.id limit $1 for update of t skip locked)
     select ${READY_COLUMNS} from ready t join workunits w on w.project_id = t.project_id and w.id = t.workunit_id
      order by t.rank, t.id`,
    [limit],
  );
  return rows;
}
