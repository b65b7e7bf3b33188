// Deleting an account: what points at a person goes, what the ledger and validated work need stays.

import type { HostId, ProjectId, TaskId, VolunteerId, WorkunitId } from '../../../protocol/ids.ts';
import type { Db } from '../pool.ts';

export type OpenLease = { projectId: ProjectId; workunitId: WorkunitId; taskId: TaskId; hostId: HostId };

/** What the account's hosts hold now; all hosts, or one. */
export async function openLeasesOf(
  db: Db,
  volunteerId: VolunteerId,
  hostId: HostId | null,
): Promise<OpenLease[]> {
  const { rows } = await db.query<OpenLease>(
    `select project_id as "projectId", workunit_id as "workunitId", id as "taskId", host_id as "hostId"
       from tasks where state = 'leased' and volunteer_id = $1 and ($2::uuid is null or host_id = $2)`,
    [volunteerId, hostId],
  );
  return rows;
}

/**
 * Keys, devices with addresses and capabilities, codes and the recovery key. The account's random id stays, and of each
 * key its SHA-256.
 */
export async function deleteAccountRows(db: Db, volunteerId: VolunteerId, now: Date): Promise<void> {
  await db.query(
    'update volunteers set deleted_at = $2, recovery_public_key = null, recovery_set_at = null where id = $1',
    [volunteerId, now],
  );
  await db.query(
    `insert into deleted_keys select sha256(public_key) from device_keys where volunteer_id = $1
     on conflict do nothing`,
    [volunteerId],
  );
  await db.query('update tasks set host_id = null where volunteer_id = $1', [volunteerId]);
  for (const table of ['link_codes', 'hosts', 'device_keys']) {
    await db.query(`delete from ${table} where volunteer_id = $1`, [volunteerId]);
  }
}
