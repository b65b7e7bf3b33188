// Ready tasks of workunits that have long waited for their next result, locked: for a referee, who steps in late.

import type { VolunteerId } from '../../../protocol/ids.ts';
import type { Db } from '../pool.ts';
import { READY_COLUMNS, TAKEN_BY, type ReadyTask } from './readyTasks.ts';

/**
 * One task of each open workunit whose first report is older than `waitingSince` and in which the volunteer has no
 * part, the longest waiting first. Lateral, so that it starts from those that wait and not from all that is ready.
 */
export async function readyTasksWaiting(
  db: Db,
  volunteerId: VolunteerId,
  limit: number,
  waitingSince: Date,
): Promise<ReadyTask[]> {
  const { rows } = await db.query<ReadyTask>(
    `with ready as materialized (
       select t.* from workunits w
        cross join lateral (
          select * from tasks r
           where r.project_id = w.project_id and r.workunit_id = w.id and r.state = 'ready'
             for update skip locked limit 1) t
        where w.state = 'open' and w.first_report_at <= $3 and $1::uuid <> all (${TAKEN_BY})
        order by w.first_report_at limit $2)
     select ${READY_COLUMNS} from ready t
       join workunits w on w.project_id = t.project_id and w.id = t.workunit_id
      order by t.rank, t.id`,
    [volunteerId, limit, waitingSince],
  );
  return rows;
}
