// Moves the ends of leases that still run; says which.

import type { HostId, ProjectId, TaskId } from '../../../protocol/ids.ts';
import type { Db } from '../pool.ts';

export type Renewal = {
  projectId: ProjectId;
  taskId: TaskId;
  hostId: HostId;
  progress: number;
  paused: boolean;
};

/** A pause moves the lease once; further renewals of the same pause leave it where it is. */
export async function renewLeases(
  db: Db,
  renewals: readonly Renewal[],
  until: { running: Date; paused: Date },
  now: Date,
): Promise<Map<TaskId, Date>> {
  const { rows } = await db.query<{ id: TaskId; lease_until_at: Date }>(
    `update tasks t
        set progress = greatest(t.progress, r.progress),
            paused_at = case when r.paused then coalesce(t.paused_at, $8) end,
            lease_until_at = case
              when r.paused and t.paused_at is not null then t.lease_until_at
              else least(case when r.paused then $7::timestamptz else $6::timestamptz end, t.hard_deadline_at) end
       from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::real[], $5::bool[])
              r (project_id, id, host_id, progress, paused)
      where t.project_id = r.project_id and t.id = r.id and t.host_id = r.host_id and t.state = 'leased'
        and t.hard_deadline_at > $8
     returning t.id, t.lease_until_at`,
    [
      renewals.map((r) => r.projectId),
      renewals.map((r) => r.taskId),
      renewals.map((r) => r.hostId),
      renewals.map((r) => r.progress),
      renewals.map((r) => r.paused),
      until.running,
      until.paused,
      now,
    ],
  );
  return new Map(rows.map((row) => [row.id, row.lease_until_at]));
}
