// The device's key in a file: PKCS#8 in PEM, readable by its owner only.

import { createPrivateKey, createPublicKey } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { TabloomError } from '../protocol/errors.ts';
import { decodeBase64, encodeBase64 } from '../util/base64.ts';
import type { DeviceKey, KeyStore } from '../volunteer/core/identity.ts';
import { hasSystemCode } from './systemCode.ts';

/** Throws `host_incapable` for a file that holds no Ed25519 key: it is never overwritten. */
export function createKeyFile(path: string): KeyStore {
  async function load(): Promise<DeviceKey | undefined> {
    const pem = await readIfThere(path);
    if (pem === undefined) return undefined;
    try {
      return await readKey(pem);
    } catch (cause) {
      throw new TabloomError(
        'host_incapable',
        `${path} holds no Ed25519 key. Move it away to get a new one.`,
        {
          cause,
        },
      );
    }
  }

  return {
    extractable: true,
    lasting: true,
    load,
    async save(key) {
      await mkdir(dirname(path), { recursive: true });
      try {
        // Fails when another process was faster: its key holds.
        await writeFile(path, await pemOf(key), { mode: 0o600, flag: 'wx' });
        await chmod(path, 0o600);
        return key;
      } catch (thrown) {
        if (!hasSystemCode(thrown, 'EEXIST')) throw thrown;
        return (await load()) ?? key;
      }
    },
  };
}

async function readKey(pem: string): Promise<DeviceKey> {
  const pkcs8 = createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' });
  const { x } = createPublicKey(pem).export({ format: 'jwk' });
  if (x === undefined) throw new Error('The key has no public part.');
  const privateKey = await crypto.subtle.importKey('pkcs8', new Uint8Array(pkcs8), 'Ed25519', false, [
    'sign',
  ]);
  return { kind: 'webcrypto', publicKey: encodeBase64(Buffer.from(x, 'base64url')), privateKey };
}

async function pemOf(key: DeviceKey): Promise<string> {
  const der =
    key.kind === 'webcrypto'
      ? new Uint8Array(await crypto.subtle.exportKey('pkcs8', key.privateKey))
      : pkcs8OfSeed(key.secretKey);
  const lines = encodeBase64(der).match(/.{1,64}/g) ?? [];
  return ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----', ''].join('\n');
}

/** RFC 8410, section 7: the fixed header before the 32 bytes of the seed. */
function pkcs8OfSeed(seed: Uint8Array): Uint8Array {
  const header = decodeBase64('MC4CAQAwBQYDK2VwBCIEIA==');
  const der = new Uint8Array(header.length + seed.length);
  der.set(header);
  der.set(seed, header.length);
  return der;
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (thrown) {
    if (hasSystemCode(thrown, 'ENOENT')) return undefined;
    throw thrown;
  }
}
