import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBytesKey, openIdentity } from '../volunteer/core/identity.ts';
import { createKeyFile } from './keyFile.ts';

let folder = '';
let path = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tabloom-key-'));
  path = join(folder, 'keys', 'host.pem');
});
afterEach(() => rm(folder, { recursive: true }));

test('a key is made once, readable by its owner only, and found again', async () => {
  const first = await openIdentity(createKeyFile(path));
  const second = await openIdentity(createKeyFile(path));
  expect(second.publicKey).toBe(first.publicKey);
  expect(await second.sign('hello')).toBe(await first.sign('hello'));
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readFile(path, 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
});

test('a key made in script is the same key when read from its file', async () => {
  const key = await createBytesKey();
  await createKeyFile(path).save(key);
  expect((await createKeyFile(path).load())?.publicKey).toBe(key.publicKey);
});

test('two processes that start at once use one key', async () => {
  const [one, other] = await Promise.all([
    openIdentity(createKeyFile(path)),
    openIdentity(createKeyFile(path)),
  ]);
  expect(one.publicKey).toBe(other.publicKey);
});

test('a file that is no key is refused and stays as it is', async () => {
  const wrong = join(folder, 'wrong.pem');
  await writeFile(wrong, 'my diary');
  await expect(openIdentity(createKeyFile(wrong))).rejects.toMatchObject({
    code: 'host_incapable',
    message: expect.stringContaining(wrong),
  });
  expect(await readFile(wrong, 'utf8')).toBe('my diary');
});
