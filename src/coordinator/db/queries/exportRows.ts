// Everything that is kept about one account: its devices and, page by page, what it brought as a requester, its tasks
// with what came of them, and the ledger's lines of its accounts. A page is what comes after a row, in the order of keys.

import type { VolunteerId } from '../../../protocol/ids.ts';
import type { Db } from '../pool.ts';

export type Row = Record<string, unknown>;

export async function readAccount(db: Db, volunteerId: VolunteerId): Promise<Row | null> {
  const { rows } = await db.query<Row>(
    `select id as "volunteerId", created_at as "createdAt", recovery_set_at as "recoverySetAt",
            encode(recovery_public_key, 'base64') as "recoveryPublicKey"
       from volunteers where id = $1`,
    [volunteerId],
  );
  return rows[0] ?? null;
}

export async function exportDevices(db: Db, volunteerId: VolunteerId): Promise<Row[]> {
  const { rows } = await db.query<Row>(
    `select h.id as "hostId", encode(h.public_key, 'base64') as "publicKey", h.created_at as "createdAt",
            h.last_seen_at as "lastSeenAt", k.revoked_at as "revokedAt", h.capabilities, h.hidden,
            host(h.address) || case when masklen(h.address) < case family(h.address) when 4 then 32 else 128 end
              then '/' || masklen(h.address) else '' end as address,
            h.address_at as "addressAt", h.visits_ended as "visitsEnded", h.seconds_present as "secondsPresent",
            h.visit_began_at as "visitBeganAt"
       from hosts h join device_keys k on k.public_key = h.public_key
      where h.volunteer_id = $1 order by h.created_at, h.id`,
    [volunteerId],
  );
  return rows;
}

export async function exportProjects(
  db: Db,
  volunteerId: VolunteerId,
  after: { projectId: string },
  limit: number,
): Promise<(Row & { projectId: string })[]> {
  const { rows } = await db.query<Row & { projectId: string }>(
    `select id as "projectId", name, summary, purpose, approved_at as "approvedAt", created_at as "createdAt"
       from projects where owner_id = $1 and id > $2 order by id limit $3`,
    [volunteerId, after.projectId, limit],
  );
  return rows;
}

export async function exportJobs(
  db: Db,
  volunteerId: VolunteerId,
  after: { projectId: string; jobId: string },
  limit: number,
): Promise<(Row & { projectId: string; jobId: string })[]> {
  const { rows } = await db.query<Row & { projectId: string; jobId: string }>(
    `select j.project_id as "projectId", j.id as "jobId", j.title, j.state
       from projects p join jobs j on j.project_id = p.id
      where p.owner_id = $1 and (j.project_id, j.id) > ($2::uuid, $3::uuid)
      order by j.project_id, j.id limit $4`,
    [volunteerId, after.projectId, after.jobId, limit],
  );
  return rows;
}

export async function exportArtifacts(
  db: Db,
  volunteerId: VolunteerId,
  after: { sha256: string },
  limit: number,
): Promise<(Row & { sha256: string })[]> {
  const { rows } = await db.query<Row & { sha256: string }>(
    `select encode(sha256, 'hex') as sha256, size_bytes as "sizeBytes", created_at as "createdAt"
       from artifacts where uploaded_by = $1 and sha256 > decode($2, 'hex') order by artifacts.sha256 limit $3`,
    [volunteerId, after.sha256, limit],
  );
  return rows;
}

export async function exportTasks(
  db: Db,
  volunteerId: VolunteerId,
  after: { taskId: string },
  limit: number,
): Promise<(Row & { taskId: string })[]> {
  const { rows } = await db.query<Row & { taskId: string }>(
    `select t.id as "taskId", t.project_id as "projectId", t.job_id as "jobId", t.workunit_id as "workunitId",
            t.host_id as "hostId", t.state, t.leased_at as "leasedAt", t.reported_at as "reportedAt", t.failure,
            w.price_micro::text as "priceMicro", r.numeric_class as "numericClass", r.compute_ms as "computeMs"
       from tasks t
       join workunits w on w.project_id = t.project_id and w.id = t.workunit_id
       left join results r on r.project_id = t.project_id and r.task_id = t.id
      where t.volunteer_id = $1 and t.id > $2 order by t.id limit $3`,
    [volunteerId, after.taskId, limit],
  );
  return rows;
}

/** Lines that move credit to or from the account. */
export async function exportLines(
  db: Db,
  volunteerId: VolunteerId,
  after: { postingId: string; number: number },
  limit: number,
): Promise<(Row & { postingId: string; number: number })[]> {
  const accounts = [`held:${volunteerId}`, `volunteer:${volunteerId}`];
  const { rows } = await db.query<Row & { postingId: string; number: number }>(
    `select p.id as "postingId", l.number, p.kind, p.project_id as "projectId", p.job_id as "jobId",
            p.task_id as "taskId", p.created_at as "createdAt", p.release_at as "releaseAt",
            l.from_account as "fromAccount", l.to_account as "toAccount", l.amount_micro::text as "amountMicro"
       from (select * from lines where from_account = any($1) union select * from lines where to_account = any($1)) l
       join postings p on p.id = l.posting_id
      where (l.posting_id, l.number) > ($2::uuid, $3)
      order by l.posting_id, l.number limit $4`,
    [accounts, after.postingId, after.number, limit],
  );
  return rows;
}
