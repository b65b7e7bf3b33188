// Ready tasks that one volunteer may take, locked: for a host that the first ready tasks of all had nothing for.

import type { VolunteerId } from '../../../protocol/ids.ts';
import type { Db } from '../pool.ts';
import { READY_COLUMNS, TAKEN_BY, type ReadyTask } from './readyTasks.ts';

/** Skips workunits that the volunteer has a part in. */
export async function readyTasksFor(db: Db, volunteerId: VolunteerId, limit: number): Promise<ReadyTask[]> {
  const { rows } = await db.query<ReadyTask>(
    `with ready as materialized (
       select t.* from tasks t
        where t.state = 'ready' and $1::uuid <> all (${TAKEN_BY})
        order by t.rank, t.id limit $2 for update of t skip locked)
     select ${READY_COLUMNS} from ready t
       join workunits w on w.project_id = t.project_id and w.id = t.workunit_id
      order by t.rank, t.id`,
    [volunteerId, limit],
  );
  return rows;
}
