// Signing in by an Ed25519 challenge. The challenge is a text that carries its own proof of origin, so that only
// its use is written down; a key that signs in for the first time is a new volunteer.

import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { TabloomError } from '../../protocol/errors.ts';
import type { HostId, VolunteerId } from '../../protocol/ids.ts';
import type {
  ChallengeRequest,
  ChallengeResponse,
  SessionRequest,
  SessionResponse,
} from '../../protocol/sessions.ts';
import { findKey, insertVolunteer, setReferee, useChallenge, type KeyRow } from '../db/queries/identities.ts';
import { isUniqueViolation } from '../db/pool.ts';
import type { Context } from './context.ts';
import { challengeMatches, sealChallenge, sealSession, SESSION_MS } from './tokens.ts';

const CHALLENGE_MS = 2 * 60_000;
/** DER prefix of an Ed25519 SubjectPublicKeyInfo (RFC 8410); the 32 raw bytes follow. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const FIRST_LINE = 'Tabloom sign-in';

/** Purpose, coordinator, key, nonce and expiry, a line each; the last line proves who made it. */
export function createChallenge(
  context: Context,
  origin: string,
  request: ChallengeRequest,
): ChallengeResponse {
  const expiresAt = new Date(context.clock() + CHALLENGE_MS).toISOString();
  const nonce = randomBytes(16).toString('base64url');
  const text = [FIRST_LINE, origin, request.publicKey, nonce, expiresAt].join('\n');
  return { message: `${text}\n${sealChallenge(context.secret, text)}`, expiresAt };
}

/** Throws challenge_invalid, challenge_expired, challenge_used, signature_invalid or key_revoked. */
export async function createSession(
  context: Context,
  origin: string,
  request: SessionRequest,
): Promise<SessionResponse> {
  const { nonce, expiresAt } = readChallenge(context, origin, request);
  const publicKey = Buffer.from(request.publicKey, 'base64');
  if (!signatureFits(publicKey, request.message, request.signature)) {
    throw new TabloomError('signature_invalid', 'The signature does not fit the challenge and this key.');
  }
  if (!(await useChallenge(context.pool, nonce, expiresAt))) {
    throw new TabloomError('challenge_used', 'This challenge was used before. Ask for a new one.');
  }
  const key = await keyFor(context, publicKey, request.publicKey);
  if (key.revokedAt !== null) {
    throw new TabloomError('key_revoked', 'This key was revoked by its owner. Sign in with another one.');
  }
  const sessionEndsAt = context.clock() + SESSION_MS;
  const { volunteerId, hostId } = key;
  return {
    token: sealSession(context.secret, {
      volunteerId,
      hostId,
      referee: key.isReferee,
      expiresAt: sessionEndsAt,
    }),
    expiresAt: new Date(sessionEndsAt).toISOString(),
    volunteerId,
    hostId,
  };
}

function readChallenge(context: Context, origin: string, request: SessionRequest) {
  const lines = request.message.split('\n');
  const text = lines.slice(0, -1).join('\n');
  const [first, forOrigin, forKey, nonce, expires] = lines;
  const ours = lines.length === 6 && challengeMatches(context.secret, text, lines.at(-1) ?? '');
  if (!ours || first !== FIRST_LINE || forOrigin !== origin || forKey !== request.publicKey) {
    throw new TabloomError(
      'challenge_invalid',
      'This is no challenge that this coordinator made for this key.',
    );
  }
  const expiresAt = new Date(expires ?? '');
  if (expiresAt.getTime() <= context.clock()) {
    throw new TabloomError('challenge_expired', 'This challenge has expired. Ask for a new one.');
  }
  return { nonce: Buffer.from(nonce ?? '', 'base64url'), expiresAt };
}

function signatureFits(publicKey: Buffer, message: string, signature: string): boolean {
  try {
    const key = createPublicKey({
      key: Buffer.concat([SPKI_PREFIX, publicKey]),
      format: 'der',
      type: 'spki',
    });
    return verify(null, Buffer.from(message, 'utf8'), key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

async function keyFor(context: Context, publicKey: Buffer, encoded: string): Promise<KeyRow> {
  const isReferee = context.settings.refereeKeys.includes(encoded);
  let key = await findKey(context.pool, publicKey);
  if (!key) {
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
