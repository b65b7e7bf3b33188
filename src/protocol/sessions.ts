// Signing in: a challenge that names its purpose, the coordinator and an expiry, signed once by the host's
// Ed25519 key, exchanged for a short-lived bearer token. No signature per request.

import * as v from 'valibot';
import { HostId, VolunteerId } from './ids.ts';

/** Raw 32-byte Ed25519 public key, base64. */
export const PublicKey = v.pipe(v.string(), v.base64(), v.length(44, 'must be 32 bytes in base64'));

/** What the first message of every version has. */
export const SaysProtocol = v.object({ protocol: v.pipe(v.number(), v.integer()) });

export const ChallengeRequest = v.strictObject({
  protocol: v.pipe(v.number(), v.integer()),
  publicKey: PublicKey,
  purpose: v.literal('sign-in'),
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
  message: v.pipe(v.string(), v.maxLength(2048)),
  /** Ed25519 signature of `message`, base64. */
  signature: v.pipe(v.string(), v.base64(), v.length(88, 'must be 64 bytes in base64')),
});
export type SessionRequest = v.InferOutput<typeof SessionRequest>;

export const SessionResponse = v.object({
  token: v.string(),
  expiresAt: v.string(),
  volunteerId: VolunteerId,
  hostId: HostId,
});
export type SessionResponse = v.InferOutput<typeof SessionResponse>;
