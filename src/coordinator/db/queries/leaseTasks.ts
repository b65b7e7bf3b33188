// Turns ready tasks into leases; the rows are locked, and so still ready, since the query that chose them.
// No condition on the state here: on a fresh table it once led the planner through every ready task (100 ms, not 10).

import type { HostId, ProjectId, TaskId, VolunteerId } from '../../../protocol/ids.ts';
import type { Db } from '../pool.ts';

export type NewLease = {
  projectId: ProjectId;
  taskId: TaskId;
  volunteerId: VolunteerId;
  hostId: HostId;
  byReferee: boolean;
  leaseUntilAt: Date;
  hardDeadlineAt: Date;
};

export async function leaseTasks(db: Db, leases: readonly NewLease[], now: Date): Promise<void> {
  if (leases.length === 0) return;
  await db.query(
    `update tasks t
        set state = 'leased', volunteer_id = l.volunteer_id, host_id = l.host_id, by_referee = l.by_referee,
            leased_at = $8, lease_until_at = l.lease_until_at, hard_deadline_at = l.hard_deadline_at
       from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::bool[], $6::timestamptz[], $7::timestamptz[])
              l (project_id, id, volunteer_id, host_id, by_referee, lease_until_at, hard_deadline_at)
      where t.project_id = l.project_id and t.id = l.id`,
    [
      leases.map((l) => l.projectId),
      leases.map((l) => l.taskId),
      leases.map((l) => l.volunteerId),
      leases.map((l) => l.hostId),
      leases.map((l) => l.byReferee),
      leases.map((l) => l.leaseUntilAt),
      leases.map((l) => l.hardDeadlineAt),
      now,
    ],
  );
}
