// Challenges: texts that carry their own proof of origin, so that only their use is written down. The first line says
// what a signature of them is good for.

import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { Point } from '@noble/ed25519';
import { TabloomError } from '../../protocol/errors.ts';
import {
  FIRST_LINES,
  type ChallengeRequest,
  type ChallengeResponse,
  type Purpose,
} from '../../protocol/sessions.ts';
import { useChallenge } from '../db/queries/identities.ts';
import type { Context } from './context.ts';
import { challengeMatches, sealChallenge } from './tokens.ts';

const CHALLENGE_MS = 2 * 60_000;
/** DER prefix of an Ed25519 SubjectPublicKeyInfo (RFC 8410); the 32 raw bytes follow. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** Purpose, coordinator, the key or keys, nonce and expiry, a line each; the last line proves who made it. */
export function createChallenge(
  context: Context,
  origin: string,
  { purpose, publicKey, forKey }: ChallengeRequest,
): ChallengeResponse {
  if ((purpose === 'recover') !== (forKey !== undefined)) {
    throw new TabloomError(
      'bad_request',
      "The challenge request does not fit: forKey: is the new device's key for the purpose 'recover', and only there.",
    );
  }
  const expiresAt = new Date(context.clock() + CHALLENGE_MS).toISOString();
  const nonce = randomBytes(16).toString('base64url');
  const keys = [publicKey, ...(forKey === undefined ? [] : [forKey])];
  const text = [FIRST_LINES[purpose], origin, ...keys, nonce, expiresAt].join('\n');
  return { message: `${text}\n${sealChallenge(context.secret, text)}`, expiresAt };
}

export type Signed = { message: string; by: readonly { publicKey: string; signature: string }[] };

/**
 * Checks that this coordinator made the challenge for these keys and this purpose and that every key signed it, and
 * marks it used. Throws challenge_invalid, challenge_expired, challenge_used or signature_invalid.
 */
export async function redeemChallenge(
  context: Context,
  origin: string,
  purpose: Purpose,
  { message, by }: Signed,
): Promise<void> {
  const expected = [FIRST_LINES[purpose], origin, ...by.map(({ publicKey }) => publicKey)];
  const { nonce, expiresAt } = readChallenge(context, message, expected);
  for (const { publicKey, signature } of by) {
    if (!signatureFits(Buffer.from(publicKey, 'base64'), message, signature)) {
      throw new TabloomError('signature_invalid', 'The signature does not fit the challenge and this key.');
    }
  }
  if (!(await useChallenge(context.pool, nonce, expiresAt))) {
    throw new TabloomError('challenge_used', 'This challenge was used before. Ask for a new one.');
  }
}

function readChallenge(context: Context, message: string, expected: readonly string[]) {
  const lines = message.split('\n');
  const text = lines.slice(0, -1).join('\n');
  const [nonce, expires] = lines.slice(expected.length);
  const ours =
    lines.length === expected.length + 3 &&
    challengeMatches(context.secret, text, lines.at(-1) ?? '') &&
    expected.every((line, index) => lines[index] === line);
  if (!ours) {
    throw new TabloomError(
      'challenge_invalid',
      'This is no challenge that this coordinator made for this key and purpose.',
    );
  }
  const expiresAt = new Date(expires ?? '');
  if (expiresAt.getTime() <= context.clock()) {
    throw new TabloomError('challenge_expired', 'This challenge has expired. Ask for a new one.');
  }
  return { nonce: Buffer.from(nonce ?? '', 'base64url'), expiresAt };
}

/**
 * Never for a key of small order, under which a signature that nobody made fits any message; Node's own check lets it
 * pass (RFC 8032, 8.4; https://hdevalence.ca/blog/2020-10-04-its-25519am).
 */
function signatureFits(publicKey: Buffer, message: string, signature: string): boolean {
  try {
    if (Point.fromBytes(publicKey).isSmallOrder()) return false;
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
