// One volunteer's credit and history.

import type { HistoryItem } from '../../../protocol/work.ts';
import type { ProjectId, TaskId, VolunteerId, WorkunitId } from '../../../protocol/ids.ts';
import type { Db } from '../pool.ts';

export type CreditRow = {
  createdAt: Date;
  pendingMicro: string;
  heldMicro: string;
  availableMicro: string;
  nextReleaseAt: Date | null;
  pending: number;
  valid: number;
  invalid: number;
  failed: number;
  devices: number;
  hasRecovery: boolean;
};

export async function readCredit(db: Db, volunteerId: VolunteerId): Promise<CreditRow | null> {
  const { rows } = await db.query<CreditRow>(
    `select v.created_at as "createdAt", v.recovery_public_key is not null as "hasRecovery",
            (select count(*) from device_keys where volunteer_id = v.id and revoked_at is null) as devices,
            coalesce((select balance_micro from balances where account = 'held:' || v.id), 0)::text as "heldMicro",
            coalesce((select balance_micro from balances where account = 'volunteer:' || v.id), 0)::text as "availableMicro",
            (select min(release_at) from postings
              where volunteer_id = v.id and kind = 'grant' and released_by is null) as "nextReleaseAt",
            p.*, h.*
       from volunteers v
      cross join lateral (
        select count(*) as pending, coalesce(sum(w.price_micro), 0)::text as "pendingMicro"
          from tasks t
          join workunits w on w.project_id = t.project_id and w.id = t.workunit_id
         where t.volunteer_id = v.id and t.state = 'reported') p
      cross join lateral (
        select count(*) filter (where t.state = 'valid') as valid,
               count(*) filter (where t.state = 'invalid') as invalid,
               count(*) filter (where t.state = 'failed') as failed
          from tasks t
         where t.volunteer_id = v.id and t.reported_at is not null) h
      where v.id = $1`,
    [volunteerId],
  );
  return rows[0] ?? null;
}

export type HistoryRow = Omit<HistoryItem, 'reportedAt' | 'releaseAt'> & {
  taskId: TaskId;
  workunitId: WorkunitId;
  projectId: ProjectId;
  reportedAt: Date;
  releaseAt: Date | null;
};

/** Newest first, before the instant `before`; a few more than `limit` rather than part of what came in one instant. */
export async function readHistory(
  db: Db,
  volunteerId: VolunteerId,
  before: Date,
  limit: number,
): Promise<HistoryRow[]> {
  const { rows } = await db.query<HistoryRow>(
    `select t.id as "taskId", t.workunit_id as "workunitId", t.project_id as "projectId", p.name as "projectName",
            case t.state when 'reported' then 'pending' when 'valid' then 'valid' when 'invalid' then 'invalid'
                         else 'failed' end as state,
            w.price_micro::text as "priceMicro", t.reported_at as "reportedAt", g.release_at as "releaseAt"
       from tasks t
       join workunits w on w.project_id = t.project_id and w.id = t.workunit_id
       join projects p on p.id = t.project_id
       left join postings g on g.task_id = t.id and g.kind = 'grant' and g.released_by is null
      where t.volunteer_id = $1 and t.reported_at is not null and t.reported_at < $2
      order by t.reported_at desc fetch first $3 rows with ties`,
    [volunteerId, before, limit],
  );
  return rows;
}
