// The account's affairs, done from any tab. What changes the key waits until nothing computes in its name here, and
// tells the other tabs.

import { asTabloomError, TabloomError } from '../../protocol/errors.ts';
import type {
  DevicesResponse,
  LinkClaim,
  LinkResponse,
  RecoveryClaim,
  SetRecovery,
} from '../../protocol/account.ts';
import { askChallenge } from '../core/challenge.ts';
import type { Connection } from '../core/connection.ts';
import { callJson } from '../core/http.ts';
import { openIdentity, signerOf, type Identity } from '../core/identity.ts';
import { keyOfRecoveryCode, newRecoveryCode } from '../core/recoveryCode.ts';
import type { Account, Device } from './accountApi.ts';
import type { Keyring } from './keyStore.ts';

export type AccountDeps = {
  /** Absolute, with a slash at its end. */
  coordinatorUrl: string;
  connection: Connection;
  keyring: Keyring;
  /** Ends what runs in the name of the key, in every tab; resolves when it has ended here. */
  stopAll: () => Promise<void>;
  /** Another key, or none, is the device's: every tab has to sign in anew. */
  onChanged: () => Promise<void>;
};

export function createAccount(deps: AccountDeps): Account {
  const { connection, keyring } = deps;

  const devices = async (signal: AbortSignal): Promise<Device[]> =>
    ((await connection.send(signal, '/v1/me/devices')) as DevicesResponse).devices;

  async function revoke(signal: AbortSignal, hostId: string): Promise<void> {
    await connection.send(signal, `/v1/me/devices/${hostId}/revocation`, { method: 'POST' });
  }

  async function changeKey(change: () => Promise<void>): Promise<void> {
    await deps.stopAll();
    await change();
    connection.forget();
    await deps.onChanged();
  }

  /** A new key joins an account, and is the device's only when it has. */
  async function join(claim: (spare: Identity) => Promise<unknown>): Promise<void> {
    const spare = await openIdentity(await keyring.openSpare());
    await claim(spare);
    await changeKey(() => keyring.promote());
  }

  const post = (signal: AbortSignal, path: string, body: LinkClaim | RecoveryClaim): Promise<unknown> =>
    callJson(signal, new URL(path, deps.coordinatorUrl).href, { method: 'POST', body: JSON.stringify(body) });

  return {
    exists: async () => (await keyring.device.load()) !== undefined,
    isPersisted: async () => navigator.storage?.persisted?.(),
    devices,
    async createLink(signal) {
      return (await connection.send(signal, '/v1/me/links', { method: 'POST' })) as LinkResponse;
    },
    claimLink: (signal, code) =>
      join(async ({ publicKey, sign }) => {
        const message = await askChallenge(signal, deps.coordinatorUrl, { publicKey, purpose: 'link' });
        await post(signal, 'v1/links/claims', { code, publicKey, message, signature: await sign(message) });
      }),
    async createRecovery(signal) {
      const code = await newRecoveryCode();
      const body: SetRecovery = { publicKey: (await keyOfRecoveryCode(code)).publicKey };
      await connection.send(signal, '/v1/me/recovery', { method: 'PUT', body: JSON.stringify(body) });
      return { code };
    },
    async recover(signal, code) {
      await join(async ({ publicKey, sign }) => {
        const recovery = signerOf(await keyOfRecoveryCode(code));
        const recoveryPublicKey = recovery.publicKey;
        const request = { publicKey: recoveryPublicKey, purpose: 'recover', forKey: publicKey } as const;
        const message = await askChallenge(signal, deps.coordinatorUrl, request);
        const [signature, deviceSignature] = await Promise.all([recovery.sign(message), sign(message)]);
        await post(signal, 'v1/recoveries', {
          recoveryPublicKey,
          publicKey,
          message,
          signature,
          deviceSignature,
        });
      });
    },
    revoke,
    async signOut(signal) {
      const own = await ownHost(signal);
      await deps.stopAll();
      if (own !== undefined) await revoke(signal, own);
      await changeKey(() => keyring.remove());
    },
    exportData: (signal) => connection.download(signal, '/v1/me/export'),
    async deleteAccount(signal) {
      // So that nothing stops computing for what cannot be done now.
      await devices(signal);
      await deps.stopAll();
      await connection.send(signal, '/v1/me', { method: 'DELETE' });
      await changeKey(() => keyring.remove());
    },
  };

  /** Undefined for a key that is revoked already, or of an account that is gone. */
  async function ownHost(signal: AbortSignal): Promise<string | undefined> {
    try {
      const own = (await devices(signal)).find(({ current }) => current);
      if (own === undefined) throw new TabloomError('internal', 'The coordinator does not list this device.');
      return own.hostId;
    } catch (thrown) {
      if (asTabloomError(thrown).code === 'key_revoked') return undefined;
      throw thrown;
    }
  }
}
