// oxlint-disable no-restricted-imports -- signatures are checked by another implementation: Node's.
import { createPublicKey, verify } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import {
  createMemoryKeyStore,
  openIdentity,
  type DeviceKey,
  type Identity,
  type KeyStore,
} from './identity.ts';

afterEach(() => void vi.unstubAllGlobals());

const MESSAGE = 'tabloom sign-in\nhttps://coordinator.example\nnönce';

async function verifies(identity: Identity): Promise<boolean> {
  const x = Buffer.from(identity.publicKey, 'base64').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const signature = Buffer.from(await identity.sign(MESSAGE), 'base64');
  return signature.length === 64 && verify(null, Buffer.from(MESSAGE), key, signature);
}

/** A store that refuses the keys that `refuses` names, as some browsers' databases do. */
function pickyStore(refuses: DeviceKey['kind']): KeyStore & { kept: DeviceKey[] } {
  const kept: DeviceKey[] = [];
  return {
    extractable: false,
    lasting: true,
    kept,
    load: () => Promise.resolve(kept[0]),
    save(key) {
      if (key.kind === refuses) throw new DOMException('The object can not be cloned.', 'DataCloneError');
      kept.push(key);
      return Promise.resolve(key);
    },
  };
}

test('a new identity signs, and a later visit has the same one', async () => {
  const keys = createMemoryKeyStore();
  const first = await openIdentity(keys);
  const second = await openIdentity(keys);
  expect(second.publicKey).toBe(first.publicKey);
  expect(await verifies(first)).toBe(true);
  expect(await verifies(second)).toBe(true);
  expect((await keys.load())?.kind).toBe('webcrypto');
});

test('the key cannot be read out where the store takes it as it is', async () => {
  const keys = createMemoryKeyStore();
  await openIdentity(keys);
  const key = await keys.load();
  if (key?.kind !== 'webcrypto') throw new Error('expected a native key');
  await expect(crypto.subtle.exportKey('pkcs8', key.privateKey)).rejects.toThrow();
});

test('a database that cannot hold a CryptoKey gets bytes instead', async () => {
  const keys = pickyStore('webcrypto');
  const identity = await openIdentity(keys);
  expect(keys.kept.map((key) => key.kind)).toEqual(['bytes']);
  expect(await verifies(identity)).toBe(true);
});

test('without Ed25519 in WebCrypto the key is made in script', async () => {
  const { subtle } = crypto;
  const without = new Proxy(subtle, {
    get(target, name) {
      if (name === 'generateKey') return () => Promise.reject(new DOMException('?', 'NotSupportedError'));
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  vi.stubGlobal('crypto', { subtle: without, getRandomValues: crypto.getRandomValues.bind(crypto) });
  const keys = createMemoryKeyStore();
  const identity = await openIdentity(keys);
  expect((await keys.load())?.kind).toBe('bytes');
  expect(await verifies(identity)).toBe(true);
});

test('without a secure context it says what to do', async () => {
  vi.stubGlobal('crypto', {});
  await expect(openIdentity(createMemoryKeyStore())).rejects.toMatchObject({
    code: 'host_incapable',
    message: expect.stringContaining('HTTPS'),
  });
});

test('of two tabs that start at once, one key wins for both', async () => {
  const keys = createMemoryKeyStore();
  const [one, other] = await Promise.all([openIdentity(keys), openIdentity(keys)]);
  expect(one.publicKey).toBe(other.publicKey);
});
