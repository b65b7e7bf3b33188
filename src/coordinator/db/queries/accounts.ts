// One account on many devices: link codes, the recovery key, devices and their revocation.

import type { HostId, VolunteerId } from '../../../protocol/ids.ts';
import type { Capabilities } from '../../../protocol/work.ts';
import type { Db } from '../pool.ts';

/**
 * In place of what the account showed before: the odds of guessing are those of one code an account. Wants a
 * transaction, which holds the account, so that of several at once only the last one's code stays.
 */
export async function insertLinkCode(
  db: Db,
  row: { codeHash: Buffer; volunteerId: VolunteerId; expiresAt: Date },
): Promise<void> {
  await db.query('select from volunteers where id = $1 for no key update', [row.volunteerId]);
  await db.query('delete from link_codes where volunteer_id = $1', [row.volunteerId]);
  await db.query('insert into link_codes (code_hash, volunteer_id, expires_at) values ($1, $2, $3)', [
    row.codeHash,
    row.volunteerId,
    row.expiresAt,
  ]);
}

/** The account that showed the code; the code is gone with the transaction. */
export async function takeLinkCode(db: Db, codeHash: Buffer, now: Date): Promise<VolunteerId | null> {
  const { rows } = await db.query<{ id: VolunteerId }>(
    'delete from link_codes where code_hash = $1 and expires_at > $2 returning volunteer_id as id',
    [codeHash, now],
  );
  return rows[0]?.id ?? null;
}

export async function forgetLinkCodes(db: Db, now: Date): Promise<void> {
  await db.query('delete from link_codes where expires_at < $1', [now]);
}

export async function setRecoveryKey(
  db: Db,
  volunteerId: VolunteerId,
  publicKey: Buffer,
  now: Date,
): Promise<void> {
  await db.query(
    'update volunteers set recovery_public_key = $2, recovery_set_at = $3 where id = $1 and deleted_at is null',
    [volunteerId, publicKey, now],
  );
}

export async function findByRecoveryKey(db: Db, publicKey: Buffer): Promise<VolunteerId | null> {
  const { rows } = await db.query<{ id: VolunteerId }>(
    'select id from volunteers where recovery_public_key = $1 and deleted_at is null',
    [publicKey],
  );
  return rows[0]?.id ?? null;
}

/** A further device of an account; nothing where the account was deleted meanwhile. */
export async function insertDevice(
  db: Db,
  row: { volunteerId: VolunteerId; hostId: HostId; publicKey: Buffer },
  now: Date,
): Promise<void> {
  await db.query(
    `with account as (select id from volunteers where id = $1 and deleted_at is null for share),
      key as (insert into device_keys (public_key, volunteer_id, created_at)
        select $3, id, $4 from account returning public_key, volunteer_id)
     insert into hosts (id, volunteer_id, public_key, created_at, last_seen_at)
     select $2, volunteer_id, public_key, $4, $4 from key`,
    [row.volunteerId, row.hostId, row.publicKey, now],
  );
}

export type DeviceRow = {
  hostId: HostId;
  createdAt: Date;
  lastSeenAt: Date;
  revokedAt: Date | null;
  capabilities: Capabilities | null;
};

export async function readDevices(db: Db, volunteerId: VolunteerId): Promise<DeviceRow[]> {
  const { rows } = await db.query<DeviceRow>(
    `select h.id as "hostId", h.created_at as "createdAt", h.last_seen_at as "lastSeenAt",
            k.revoked_at as "revokedAt", h.capabilities
       from hosts h join device_keys k on k.public_key = h.public_key
      where h.volunteer_id = $1 order by h.created_at, h.id`,
    [volunteerId],
  );
  return rows;
}

/** When it was revoked, now or before; null where the account has no such device. */
export async function revokeDevice(
  db: Db,
  volunteerId: VolunteerId,
  hostId: HostId,
  now: Date,
): Promise<Date | null> {
  const { rows } = await db.query<{ at: Date }>(
    `update device_keys k set revoked_at = coalesce(k.revoked_at, $3)
       from hosts h where h.id = $2 and h.volunteer_id = $1 and k.public_key = h.public_key
     returning k.revoked_at as at`,
    [volunteerId, hostId, now],
  );
  return rows[0]?.at ?? null;
}

/** Devices revoked and accounts deleted since the instant. */
export async function refusedSince(
  db: Db,
  since: Date,
): Promise<{ hostIds: HostId[]; volunteerIds: VolunteerId[] }> {
  const revoked = await db.query<{ id: HostId }>(
    'select h.id from device_keys k join hosts h on h.public_key = k.public_key where k.revoked_at > $1',
    [since],
  );
  const deleted = await db.query<{ id: VolunteerId }>('select id from volunteers where deleted_at > $1', [
    since,
  ]);
  return { hostIds: revoked.rows.map((row) => row.id), volunteerIds: deleted.rows.map((row) => row.id) };
}
