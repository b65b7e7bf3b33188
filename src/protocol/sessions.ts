// Signing in: a challenge that names its purpose, the coordinator and an expiry, signed once by the host's
// Ed25519 key, exchanged for a short-lived bearer token. No signature per request.

import * as v from 'valibot';
import { HostId, VolunteerId } from './ids.ts';

/** Raw 32-byte Ed25519 public key, base64: of 44 characters the last is padding, or there would be 33 bytes. */
export const PublicKey = v.pipe(
  v.string(),
  v.base64(),
  v.length(44, 'must be 32 bytes in base64'),
  v.regex(/[^=]=$/, 'must be 32 bytes in base64'),
);

/** The text of a challenge. */
export const SignedMessage = v.pipe(v.string(), v.maxLength(2048));

/** Ed25519, 64 bytes, base64. */
export const Signature = v.pipe(v.string(), v.base64(), v.length(88, 'must be 64 bytes in base64'));

/**
 * What a challenge is good for; a signature for one purpose is useless for another. sign-in: the key's own account.
 * link: a new device joins the account that showed a code. recover: a new device joins the account of a recovery key.
 */
export const Purpose = v.picklist(['sign-in', 'link', 'recover']);
export type Purpose = v.InferOutput<typeof Purpose>;

/** The first line of a challenge's message. */
export const FIRST_LINES: Record<Purpose, string> = {
  'sign-in': 'Tabloom sign-in',
  link: 'Tabloom link',
  recover: 'Tabloom recovery',
};

/** What the first message of every version has. */
export const SaysProtocol = v.object({ protocol: v.pipe(v.number(), v.integer()) });

export const ChallengeRequest = v.strictObject({
  protocol: v.pipe(v.number(), v.integer()),
  /** The key that signs; for `recover` the recovery key. */
  publicKey: PublicKey,
  purpose: Purpose,
  /** Only for `recover`, and then needed: the new device's key, which the message names as well. */
  forKey: v.optional(PublicKey),
});
export type ChallengeRequest = v.InferOutput<typeof ChallengeRequest>;

export const ChallengeResponse = v.object({
  /** The text to sign, as UTF-8, unchanged. */
  message: v.string(),
  expiresAt: v.string(),
});
export type ChallengeResponse = v.InferOutput<typeof ChallengeResponse>;

export const SessionRequest = v.strictObject({
  publicKey: PublicKey,
  message: SignedMessage,
  /** Of `message`. */
  signature: Signature,
});
export type SessionRequest = v.InferOutput<typeof SessionRequest>;

export const SessionResponse = v.object({
  token: v.string(),
  expiresAt: v.string(),
  volunteerId: VolunteerId,
  hostId: HostId,
});
export type SessionResponse = v.InferOutput<typeof SessionResponse>;
