// What a person can do with their account from any tab: devices, recovery, export, deletion. The pages hold this.

import type { DevicesResponse } from '../../protocol/account.ts';

export type Device = DevicesResponse['devices'][number];

/** Every call signs in first where needed and may throw a TabloomError. */
export type Account = {
  /** Whether this browser has a key already. Asking makes none and sends nothing. */
  exists(): Promise<boolean>;
  /** Whether the browser has promised not to evict what Tabloom keeps; undefined where it cannot say. */
  isPersisted(): Promise<boolean | undefined>;
  devices(signal: AbortSignal): Promise<Device[]>;
  /** A code for another device, good once and for ten minutes. */
  createLink(signal: AbortSignal): Promise<{ code: string; expiresAt: string }>;
  /** This browser joins the account that showed the code. Its own account, if it had one, is left behind. */
  claimLink(signal: AbortSignal, code: string): Promise<void>;
  /** Makes a new recovery code and registers it; an older one stops working. The code is shown once and kept nowhere. */
  createRecovery(signal: AbortSignal): Promise<{ code: string }>;
  /** This browser joins the account of the recovery code. Throws `bad_request` for a mistyped code. */
  recover(signal: AbortSignal, code: string): Promise<void>;
  /** The device can no longer sign in, at once. */
  revoke(signal: AbortSignal, hostId: string): Promise<void>;
  /** Revokes and deletes this browser's key. Without a recovery code or another device the account is lost. */
  signOut(signal: AbortSignal): Promise<void>;
  /** Everything the coordinator keeps about this account, as a JSON file. */
  exportData(signal: AbortSignal): Promise<Blob>;
  /** Deletes the account at the coordinator and this browser's key. */
  deleteAccount(signal: AbortSignal): Promise<void>;
};
