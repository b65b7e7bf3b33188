// One account on many devices: linking by a short code, recovery by a key, the list of devices and their revocation.

import { createHash, randomBytes } from 'node:crypto';
import {
  LINK_CODE_CHARACTERS,
  LINK_CODE_MS,
  type DevicesResponse,
  type LinkClaim,
  type LinkResponse,
  type RecoveryClaim,
  type RecoverySet,
  type RevocationResponse,
} from '../../protocol/account.ts';
import { TabloomError } from '../../protocol/errors.ts';
import type { HostId, VolunteerId } from '../../protocol/ids.ts';
import type { SessionResponse } from '../../protocol/sessions.ts';
import { encodeCrockford, grouped, normalizeCrockford } from '../../util/crockford.ts';
import {
  findByRecoveryKey,
  insertDevice,
  insertLinkCode,
  readDevices,
  revokeDevice,
  setRecoveryKey,
  takeLinkCode,
} from '../db/queries/accounts.ts';
import { openLeasesOf } from '../db/queries/deletion.ts';
import { findKey, type KeyRow } from '../db/queries/identities.ts';
import { inTransaction, isUniqueViolation, type Db } from '../db/pool.ts';
import { redeemChallenge } from './challenges.ts';
import type { Context } from './context.ts';
import { openSessionFor, refuseDeleted, refuseRevoked, type Caller } from './sessions.ts';
import type { Session } from './tokens.ts';
import type { Transitions } from './transitions.ts';

const CODE_BYTES = (LINK_CODE_CHARACTERS * 5) / 8;

const hashOf = (code: string): Buffer => createHash('sha256').update(`link ${code}`).digest();

export async function createLink(context: Context, session: Session): Promise<LinkResponse> {
  const code = encodeCrockford(randomBytes(CODE_BYTES));
  const expiresAt = new Date(context.clock() + LINK_CODE_MS);
  const row = { codeHash: hashOf(code), volunteerId: session.volunteerId, expiresAt };
  await inTransaction(context.pool, (db) => insertLinkCode(db, row));
  return { code: grouped(code, 4), expiresAt: expiresAt.toISOString() };
}

/** Throws link_code_invalid, id_conflict, key_revoked, and what a challenge may be refused for. */
export async function claimLink(
  context: Context,
  caller: Caller,
  { code, publicKey, message, signature }: LinkClaim,
): Promise<SessionResponse> {
  await redeemChallenge(context, caller.origin, 'link', { message, by: [{ publicKey, signature }] });
  const codeHash = hashOf(normalizeCrockford(code));
  return join(context, caller, publicKey, async (db) => {
    const volunteerId = await takeLinkCode(db, codeHash, new Date(context.clock()));
    if (volunteerId !== null) return volunteerId;
    throw new TabloomError(
      'link_code_invalid',
      'This code is unknown, used, or older than ten minutes. Show a new one on the other device.',
    );
  });
}

export async function setRecovery(
  context: Context,
  session: Session,
  publicKey: string,
): Promise<RecoverySet> {
  const now = new Date(context.clock());
  try {
    await setRecoveryKey(context.pool, session.volunteerId, Buffer.from(publicKey, 'base64'), now);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new TabloomError('id_conflict', 'This recovery key belongs to another account.', { cause: error });
  }
  return { createdAt: now.toISOString() };
}

/** Throws recovery_unknown, id_conflict, key_revoked, and what a challenge may be refused for. */
export async function recover(
  context: Context,
  caller: Caller,
  { recoveryPublicKey, publicKey, message, signature, deviceSignature }: RecoveryClaim,
): Promise<SessionResponse> {
  const by = [
    { publicKey: recoveryPublicKey, signature },
    { publicKey, signature: deviceSignature },
  ];
  await redeemChallenge(context, caller.origin, 'recover', { message, by });
  return join(context, caller, publicKey, async (db) => {
    const volunteerId = await findByRecoveryKey(db, Buffer.from(recoveryPublicKey, 'base64'));
    if (volunteerId !== null) return volunteerId;
    throw new TabloomError(
      'recovery_unknown',
      'No account has this recovery code. It may be of another coordinator, or replaced by a newer code.',
    );
  });
}

/** Adds the key to the account that `find` names; what fails leaves everything as it was. */
async function join(
  context: Context,
  caller: Caller,
  encoded: string,
  find: (db: Db) => Promise<VolunteerId>,
): Promise<SessionResponse> {
  const publicKey = Buffer.from(encoded, 'base64');
  const key = await inTransaction(
    context.pool,
    async (db): Promise<KeyRow | null> => {
      const volunteerId = await find(db);
      const known = await findKey(db, publicKey);
      if (known === null) {
        await refuseDeleted(db, publicKey);
        const hostId = context.newId() as HostId;
        await insertDevice(db, { volunteerId, hostId, publicKey }, new Date(context.clock()));
        return findKey(db, publicKey);
      }
      // Before the code is gone.
      refuseRevoked(known);
      if (known.volunteerId === volunteerId) return known;
      throw new TabloomError(
        'id_conflict',
        "This device's key belongs to another account already. Make a new key and try again.",
      );
    },
    // The same key joins twice at once: look again.
    isUniqueViolation,
  );
  if (key === null) throw new TabloomError('recovery_unknown', 'This account was deleted.');
  return openSessionFor(context, caller, key);
}

export async function listDevices(context: Context, session: Session): Promise<DevicesResponse> {
  const rows = await readDevices(context.pool, session.volunteerId);
  return {
    devices: rows.map(({ hostId, createdAt, lastSeenAt, revokedAt, capabilities }) => ({
      hostId,
      createdAt: createdAt.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
      revokedAt: revokedAt?.toISOString() ?? null,
      current: hostId === session.hostId,
      ...(capabilities === null
        ? {}
        : {
            platform: capabilities.numericClass.platform,
            executionProvider: capabilities.numericClass.executionProvider,
            adapterVendor: capabilities.numericClass.adapterVendor,
            gflops: capabilities.gflops,
          }),
    })),
  };
}

/** At once: its tokens are refused, and what it had leased goes to others. Throws not_found. */
export async function revoke(
  context: Context,
  transitions: Transitions,
  session: Session,
  hostId: HostId,
): Promise<RevocationResponse> {
  const { volunteerId } = session;
  const revokedAt = await revokeDevice(context.pool, volunteerId, hostId, new Date(context.clock()));
  if (revokedAt === null) throw new TabloomError('not_found', 'This account has no such device.');
  context.refused.addHost(hostId);
  await giveBackLeases(context, transitions, volunteerId, hostId);
  return { revokedAt: revokedAt.toISOString() };
}

/** What the account's hosts (or one of them) hold goes to others. */
export async function giveBackLeases(
  context: Context,
  transitions: Transitions,
  volunteerId: VolunteerId,
  hostId: HostId | null,
): Promise<void> {
  const leases = await openLeasesOf(context.pool, volunteerId, hostId);
  await Promise.all(leases.map((lease) => transitions.add({ ...lease, type: 'return' })));
}
