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

const COLUMNS = `t.project_id as "projectId", t.id as "taskId", t.workunit_id as "workunitId", t.job_id as "jobId",
  t.rank, w.inputs, w.rows, w.flops,
  array(select o.volunteer_id::text from tasks o
         where o.project_id = t.project_id and o.workunit_id = t.workunit_id
           and o.state in ('leased', 'reported', 'valid', 'invalid', 'failed')) as "takenBy"`;

/** The first `limit` ready tasks of all jobs, whoever may take them. */
export async function readyTasks(db: Db, limit: number): Promise<ReadyTask[]> {
  const { rows } = await db.query<ReadyTask>(
    `with ready as materialized (
       select t.* from tasks t where t.state = 'ready'
        order by t.rank, t.id limit $1 for update of t skip locked)
     select ${COLUMNS} from ready t join workunits w on w.project_id = t.project_id and w.id = t.workunit_id
      order by t.rank, t.id`,
    [limit],
  );
  return rows;
}

/** For one volunteer: skips workunits it has a part in. With `waitingSince`, only those whose first report is older. */
export async function readyTasksFor(
  db: Db,
  volunteerId: string,
  limit: number,
  waitingSince: Date | null,
): Promise<ReadyTask[]> {
  const { rows } = await db.query<ReadyTask>(
    `with ready as materialized (
       select t.* from tasks t
         join workunits w on w.project_id = t.project_id and w.id = t.workunit_id
        where t.state = 'ready'
          and ($3::timestamptz is null or w.first_report_at <= $3)
          and not exists (
            select 1 from tasks o
             where o.project_id = t.project_id and o.workunit_id = t.workunit_id and o.volunteer_id = $1
               and o.state in ('leased', 'reported', 'valid', 'invalid', 'failed'))
        order by t.rank, t.id limit $2 for update of t skip locked)
     select ${COLUMNS} from ready t join workunits w on w.project_id = t.project_id and w.id = t.workunit_id
      order by t.rank, t.id`,
    [volunteerId, limit, waitingSince],
  );
  return rows;
}
