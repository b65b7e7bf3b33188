// The live counters, and the stitches of the cloth.

import type { ProjectId, VolunteerId } from '../../../protocol/ids.ts';
import type { Stitch } from '../../../protocol/live.ts';
import type { Db } from '../pool.ts';

export type StatsRow = {
  hostsActive: number;
  hostsHidden: number;
  poolGflops: number;
  volunteers: number;
  projects: number;
  workunits: number;
  workunitsValidated: number;
  workunitsFailed: number;
  tasksReady: number;
  tasksLeased: number;
  resultsPending: number;
  rowsValidated: number;
  creditGrantedMicro: string;
  recentFlops: number;
  clothSeq: number;
};

/** Each state is counted on its own, so that its partial index serves: the history of judged tasks is never read. */
export async function readStats(db: Db, activeSince: Date, recentSince: Date): Promise<StatsRow> {
  const { rows } = await db.query<StatsRow>(
    `select h.*, j.*, w.*,
            (select count(*) from volunteers) as volunteers,
            (select count(*) from projects) as projects,
            (select count(*) from tasks where state = 'ready') as "tasksReady",
            (select count(*) from tasks where state = 'leased') as "tasksLeased",
            (select count(*) from tasks where state = 'reported') as "resultsPending",
            (select coalesce(sum(balance_micro), 0)::text from balances
              where account like 'held:%' or account like 'volunteer:%') as "creditGrantedMicro",
            (select coalesce(max(validated_seq), 0) from workunits) as "clothSeq"
       from (select count(*) as "hostsActive", count(*) filter (where hidden) as "hostsHidden",
                    coalesce(sum((capabilities->>'gflops')::float8), 0) as "poolGflops"
               from hosts where last_seen_at > $1 and capabilities is not null) h,
            (select coalesce(sum(workunits), 0) as workunits, coalesce(sum(validated), 0) as "workunitsValidated",
                    coalesce(sum(failed), 0) as "workunitsFailed",
                    coalesce(sum(rows_validated), 0)::int8 as "rowsValidated" from jobs) j,
            (select coalesce(sum(flops), 0) as "recentFlops" from workunits where validated_at > $2) w`,
    [activeSince, recentSince],
  );
  return rows[0]!;
}

/** Stitches after `afterSeq`, oldest first; without it the newest `limit`. */
export async function readCloth(
  db: Db,
  afterSeq: number | null,
  limit: number,
  volunteerId: VolunteerId | null,
): Promise<Stitch[]> {
  const { rows } = await db.query<{ seq: number; projectId: ProjectId; mine: boolean }>(
    `with picked as (
       select validated_seq, project_id, id from workunits
        where validated_seq is not null and ($1::int8 is null or validated_seq > $1)
        order by case when $1::int8 is null then -validated_seq else validated_seq end limit $2)
     select w.validated_seq as seq, w.project_id as "projectId",
            $3::uuid is not null and exists (
              select 1 from tasks t where t.project_id = w.project_id and t.workunit_id = w.id
                 and t.volunteer_id = $3 and t.state = 'valid') as mine
       from picked w order by w.validated_seq`,
    [afterSeq, limit, volunteerId],
  );
  return rows;
}
