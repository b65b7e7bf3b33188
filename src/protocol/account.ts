// One account on many devices: link codes, the recovery key, the list of devices, export and deletion. Every device
// has a key of its own; the account is what they have in common.

import * as v from 'valibot';
import { HostId } from './ids.ts';
import { PublicKey, Signature, SignedMessage } from './sessions.ts';

/** Of Crockford's base32: 40 bits. */
export const LINK_CODE_CHARACTERS = 8;
/** How long a link code is good. */
export const LINK_CODE_MS = 10 * 60_000;

export const LinkResponse = v.object({
  /** As XXXX-XXXX; good once. */
  code: v.string(),
  expiresAt: v.string(),
});
export type LinkResponse = v.InferOutput<typeof LinkResponse>;

/** A new device with a code that another one shows. The challenge's purpose is `link`. */
export const LinkClaim = v.strictObject({
  /** In any case, with or without the dash; I and L read as 1, O as 0. */
  code: v.pipe(v.string(), v.maxLength(40)),
  publicKey: PublicKey,
  message: SignedMessage,
  signature: Signature,
});
export type LinkClaim = v.InferOutput<typeof LinkClaim>;

export const SetRecovery = v.strictObject({ publicKey: PublicKey });
export type SetRecovery = v.InferOutput<typeof SetRecovery>;

export const RecoverySet = v.object({ createdAt: v.string() });
export type RecoverySet = v.InferOutput<typeof RecoverySet>;

/** A new device with the recovery key. The challenge's purpose is `recover`; both keys sign the same message. */
export const RecoveryClaim = v.strictObject({
  recoveryPublicKey: PublicKey,
  /** Of the new device. */
  publicKey: PublicKey,
  message: SignedMessage,
  /** By the recovery key. */
  signature: Signature,
  /** By the new device's key. */
  deviceSignature: Signature,
});
export type RecoveryClaim = v.InferOutput<typeof RecoveryClaim>;

export const DevicesResponse = v.object({
  devices: v.array(
    v.object({
      hostId: HostId,
      createdAt: v.string(),
      lastSeenAt: v.string(),
      revokedAt: v.nullable(v.string()),
      /** The device that asks. */
      current: v.boolean(),
      /** As the device told after its last Start; left out before. */
      platform: v.optional(v.string()),
      executionProvider: v.optional(v.string()),
      adapterVendor: v.optional(v.string()),
      gflops: v.optional(v.number()),
    }),
  ),
});
export type DevicesResponse = v.InferOutput<typeof DevicesResponse>;

export const RevocationResponse = v.object({ revokedAt: v.string() });
export type RevocationResponse = v.InferOutput<typeof RevocationResponse>;

export const DeletionResponse = v.object({ deletedAt: v.string() });
export type DeletionResponse = v.InferOutput<typeof DeletionResponse>;
