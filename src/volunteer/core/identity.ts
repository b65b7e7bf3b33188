// The device's key: an Ed25519 pair made on first use and kept by a KeyStore. WebCrypto where it knows
// Ed25519, else @noble/ed25519, loaded only then. How a platform keeps keys is the KeyStore's business.

import { TabloomError } from '../../protocol/errors.ts';
import { encodeBase64 } from '../../util/base64.ts';

export type Identity = {
  /** Raw 32-byte public key, base64. */
  readonly publicKey: string;
  /** False when the key is gone with this tab, and the account with it. */
  readonly lasting: boolean;
  /** Signs the text as UTF-8; 64 bytes, base64. */
  sign(message: string): Promise<string>;
};

/** A CryptoKey; Node's types have no global name for it. */
type PrivateKey = Parameters<typeof crypto.subtle.sign>[1];

export type DeviceKey =
  | { kind: 'webcrypto'; publicKey: string; privateKey: PrivateKey }
  | { kind: 'bytes'; publicKey: string; secretKey: Uint8Array<ArrayBuffer> };

export type KeyStore = {
  /** A store that writes bytes needs extractable keys; one that clones objects should refuse them. */
  readonly extractable: boolean;
  readonly lasting: boolean;
  load(): Promise<DeviceKey | undefined>;
  /** Keeps the key unless another is kept already (two tabs at once), and answers with the one that is kept. */
  save(key: DeviceKey): Promise<DeviceKey>;
};

/**
 * The kept identity; where there is none a new one, or `not_signed_in` if none may be made. Throws `host_incapable`
 * where the platform has no cryptography.
 */
export async function openIdentity(keys: KeyStore, mayMake = true): Promise<Identity> {
  if (globalThis.crypto?.subtle === undefined) {
    throw new TabloomError(
      'host_incapable',
      'This page was not opened over HTTPS, so the browser gives it no cryptography. Open it over HTTPS, or from this computer as localhost.',
    );
  }
  const kept = await keys.load();
  if (kept === undefined && !mayMake) throw new TabloomError('not_signed_in', 'There is no account here.');
  const key = kept ?? (await createKey(keys));
  return { ...signerOf(key), lasting: keys.lasting };
}

/** Whoever holds this key. */
export function signerOf(key: DeviceKey): Omit<Identity, 'lasting'> {
  return {
    publicKey: key.publicKey,
    async sign(message) {
      return encodeBase64(await signBytes(key, new TextEncoder().encode(message)));
    },
  };
}

async function createKey(keys: KeyStore): Promise<DeviceKey> {
  const native = await createNativeKey(keys.extractable);
  if (native !== undefined) {
    try {
      return await keys.save(native);
    } catch (thrown) {
      // Some browsers make the key but cannot put it into a database.
      if (!(thrown instanceof DOMException && thrown.name === 'DataCloneError')) throw thrown;
    }
  }
  return keys.save(await createBytesKey());
}

/** Undefined where WebCrypto does not know Ed25519 (Chromium before 137, Firefox before 129). */
async function createNativeKey(extractable: boolean): Promise<DeviceKey | undefined> {
  try {
    const pair = await crypto.subtle.generateKey('Ed25519', extractable, ['sign', 'verify']);
    if (!('privateKey' in pair)) return undefined;
    const raw = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
    return { kind: 'webcrypto', publicKey: encodeBase64(raw), privateKey: pair.privateKey };
  } catch {
    return undefined;
  }
}

/** A key without WebCrypto's Ed25519; its secret bytes are readable by the page. */
export async function createBytesKey(): Promise<DeviceKey> {
  const { utils } = await import('@noble/ed25519');
  return keyOfSecret(new Uint8Array(utils.randomSecretKey()));
}

/** The key whose secret (32 bytes) is known. */
export async function keyOfSecret(secretKey: Uint8Array<ArrayBuffer>): Promise<DeviceKey> {
  const ed25519 = await import('@noble/ed25519');
  return { kind: 'bytes', publicKey: encodeBase64(await ed25519.getPublicKeyAsync(secretKey)), secretKey };
}

async function signBytes(key: DeviceKey, message: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  if (key.kind === 'webcrypto') {
    return new Uint8Array(await crypto.subtle.sign('Ed25519', key.privateKey, message));
  }
  const ed25519 = await import('@noble/ed25519');
  return ed25519.signAsync(message, key.secretKey);
}

/** Keeps the key in memory only: for browsers that deny a frame or a private window any storage. */
export function createMemoryKeyStore(): KeyStore {
  let kept: DeviceKey | undefined;
  return {
    extractable: false,
    lasting: false,
    load: () => Promise.resolve(kept),
    save(key) {
      kept ??= key;
      return Promise.resolve(kept);
    },
  };
}
