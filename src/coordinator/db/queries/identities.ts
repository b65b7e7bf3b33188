// Volunteers, their device keys and hosts; challenges that were used.

import type { HostId, VolunteerId } from '../../../protocol/ids.ts';
import type { Db } from '../pool.ts';

export type KeyRow = {
  volunteerId: VolunteerId;
  hostId: HostId;
  isReferee: boolean;
  revokedAt: Date | null;
};

export async function findKey(db: Db, publicKey: Buffer): Promise<KeyRow | null> {
  const { rows } = await db.query<KeyRow>(
    `select k.volunteer_id as "volunteerId", h.id as "hostId", k.is_referee as "isReferee",
            k.revoked_at as "revokedAt"
       from device_keys k join hosts h on h.public_key = k.public_key
      where k.public_key = $1`,
    [publicKey],
  );
  return rows[0] ?? null;
}

/** Whether this was the key of an account that was deleted. */
export async function isDeletedKey(db: Db, publicKey: Buffer): Promise<boolean> {
  const { rowCount } = await db.query('select from deleted_keys where key_hash = sha256($1)', [publicKey]);
  return rowCount === 1;
}

/** A new volunteer with its first key and host; false when the key was signed up by somebody else just now. */
export async function insertVolunteer(
  db: Db,
  row: { volunteerId: string; hostId: string; publicKey: Buffer; isReferee: boolean },
  now: Date,
): Promise<boolean> {
  const inserted = await db.query(
    `with volunteer as (insert into volunteers (id, created_at) select $1, $5
        where not exists (select 1 from device_keys where public_key = $3) returning id),
      key as (insert into device_keys (public_key, volunteer_id, is_referee, created_at)
        select $3, id, $4, $5 from volunteer returning public_key, volunteer_id)
     insert into hosts (id, volunteer_id, public_key, created_at, last_seen_at)
     select $2, volunteer_id, public_key, $5, $5 from key`,
    [row.volunteerId, row.hostId, row.publicKey, row.isReferee, now],
  );
  return inserted.rowCount === 1;
}

export async function publicKeyOf(db: Db, hostId: HostId): Promise<Buffer | null> {
  const { rows } = await db.query<{ key: Buffer }>('select public_key as key from hosts where id = $1', [
    hostId,
  ]);
  return rows[0]?.key ?? null;
}

export async function setReferee(db: Db, publicKey: Buffer, isReferee: boolean): Promise<void> {
  await db.query('update device_keys set is_referee = $2 where public_key = $1', [publicKey, isReferee]);
}

/** False when the nonce was used before. */
export async function useChallenge(db: Db, nonce: Buffer, expiresAt: Date): Promise<boolean> {
  const inserted = await db.query(
    'insert into used_challenges (nonce, expires_at) values ($1, $2) on conflict do nothing',
    [nonce, expiresAt],
  );
  return inserted.rowCount === 1;
}

export async function forgetChallenges(db: Db, now: Date): Promise<void> {
  await db.query('delete from used_challenges where expires_at < $1', [now]);
}

/** The secret of this name, made from `fresh` by whichever coordinator comes first. */
export async function sharedSecret(db: Db, name: string, fresh: Buffer): Promise<Buffer> {
  await db.query('insert into secrets (name, value) values ($1, $2) on conflict do nothing', [name, fresh]);
  const { rows } = await db.query<{ value: Buffer }>('select value from secrets where name = $1', [name]);
  return rows[0]!.value;
}
