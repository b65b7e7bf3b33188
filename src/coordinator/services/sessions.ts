// Signing in by an Ed25519 challenge; a key that signs in for the first time is a new volunteer.

import { TabloomError } from '../../protocol/errors.ts';
import type { HostId, VolunteerId } from '../../protocol/ids.ts';
import type { SessionRequest, SessionResponse } from '../../protocol/sessions.ts';
import { findKey, insertVolunteer, isDeletedKey, setReferee, type KeyRow } from '../db/queries/identities.ts';
import { keepAddress } from '../db/queries/addresses.ts';
import { isUniqueViolation, type Db } from '../db/pool.ts';
import { redeemChallenge } from './challenges.ts';
import type { Context } from './context.ts';
import { sealSession, SESSION_MS } from './tokens.ts';

/** Who asks, as far as HTTP tells: the origin that challenges name, and the client's address. */
export type Caller = { origin: string; address: string | null };

/** Throws challenge_invalid, challenge_expired, challenge_used, signature_invalid or key_revoked. */
export async function createSession(
  context: Context,
  caller: Caller,
  { publicKey, message, signature }: SessionRequest,
): Promise<SessionResponse> {
  const by = [{ publicKey, signature }];
  await redeemChallenge(context, caller.origin, 'sign-in', { message, by });
  return openSessionFor(context, caller, await keyFor(context, publicKey));
}

/** A token for a key that has proved itself. Throws key_revoked. */
export async function openSessionFor(
  context: Context,
  caller: Caller,
  key: KeyRow,
): Promise<SessionResponse> {
  refuseRevoked(key);
  const { volunteerId, hostId, isReferee } = key;
  const now = context.clock();
  if (caller.address !== null && context.settings.addressDays > 0) {
    await keepAddress(context.pool, hostId, caller.address, new Date(now));
  }
  const expiresAt = now + SESSION_MS;
  return {
    token: sealSession(context.secret, { volunteerId, hostId, referee: isReferee, expiresAt }),
    expiresAt: new Date(expiresAt).toISOString(),
    volunteerId,
    hostId,
  };
}

/** Throws key_revoked. */
export function refuseRevoked({ revokedAt }: KeyRow): void {
  if (revokedAt === null) return;
  throw new TabloomError('key_revoked', 'This key was revoked by its owner. Sign in with another one.');
}

/** Throws key_revoked for the key of an account that was deleted. */
export async function refuseDeleted(db: Db, publicKey: Buffer): Promise<void> {
  if (!(await isDeletedKey(db, publicKey))) return;
  throw new TabloomError('key_revoked', 'The account of this key was deleted. Begin anew with another key.');
}

async function keyFor(context: Context, encoded: string): Promise<KeyRow> {
  const publicKey = Buffer.from(encoded, 'base64');
  const isReferee = context.settings.refereeKeys.includes(encoded);
  let key = await findKey(context.pool, publicKey);
  if (!key) {
    await refuseDeleted(context.pool, publicKey);
    const volunteerId = crypto.randomUUID() as VolunteerId;
    const hostId = context.newId() as HostId;
    const now = new Date(context.clock());
    try {
      await insertVolunteer(context.pool, { volunteerId, hostId, publicKey, isReferee }, now);
    } catch (error) {
      // The same key signs in for the first time twice at once: the other one made the volunteer.
      if (!isUniqueViolation(error)) throw error;
    }
    key = (await findKey(context.pool, publicKey))!;
  }
  if (key.isReferee !== isReferee) {
    await setReferee(context.pool, publicKey, isReferee);
    key = { ...key, isReferee };
  }
  return key;
}
