// Signing in with what does not fit, and calling with tokens that are none.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChallengeResponse, SessionResponse } from '../../src/protocol/sessions.ts';
import { OLDEST_CLIENT_VERSION, PROTOCOL_VERSION } from '../../src/protocol/version.ts';
import type { Signer } from '../../src/sdk/requester.ts';
import { query, startCoordinator, startPeer, type TestCoordinator } from '../support/coordinator.ts';
import { createSigner } from '../support/signer.ts';
import { signInHost } from '../support/simulatedHost.ts';
import { bearer, expectRefusal, post, send, type Sent } from '../support/wire.ts';

const CHALLENGE_MS = 120_000;
const SESSION_MS = 900_000;

let coordinator: TestCoordinator;
let signer: Signer;
beforeAll(async () => {
  coordinator = await startCoordinator();
  signer = await createSigner();
});
afterAll(() => coordinator.close());

const ask = (body: object): Promise<Sent> => post(`${coordinator.url}/v1/challenges`, body);
const hello = (publicKey = signer.publicKey, protocol: unknown = PROTOCOL_VERSION) => ({
  protocol,
  publicKey,
  purpose: 'sign-in',
});

async function challenge(url = coordinator.url): Promise<string> {
  return ((await post(`${url}/v1/challenges`, hello())).body as ChallengeResponse).message;
}

async function answer(message: string, rest: object = {}): Promise<Sent> {
  const { publicKey } = signer;
  const signature = await signer.sign(message);
  return post(`${coordinator.url}/v1/sessions`, { publicKey, message, signature, ...rest });
}

describe('a signature that nobody made', () => {
  // RFC 8032, 5.1: the neutral element and another point of small order; R = A and S = 0 fit any message under them.
  test.each([
    ['the neutral element', [1, ...Array<number>(31).fill(0)]],
    ['a point of order 4', Array<number>(32).fill(0)],
  ])('under %s is refused', async (_name, bytes) => {
    const publicKey = Buffer.from(bytes).toString('base64');
    const { message } = (await ask(hello(publicKey))).body as ChallengeResponse;
    const signature = Buffer.from([...bytes, ...Array<number>(32).fill(0)]).toString('base64');
    const refused = await post(`${coordinator.url}/v1/sessions`, { publicKey, message, signature });
    expectRefusal(refused, 'signature_invalid', /does not fit/);
  });
});

describe('the protocol version', () => {
  test('of a client that is too old', async () => {
    const refused = await ask(hello(signer.publicKey, OLDEST_CLIENT_VERSION - 1));
    expectRefusal(refused, 'client_too_old', /Reload the page or update the client/);
    expect(refused.status).toBe(426);
  });

  test('of a client that is newer than the coordinator', async () => {
    const refused = await ask(hello(signer.publicKey, PROTOCOL_VERSION + 1));
    expectRefusal(refused, 'server_too_old', /Its operator has to update it/);
    expect(refused.status).toBe(426);
  });

  test('of a newer client whose first message has changed', async () => {
    const refused = await ask({ protocol: PROTOCOL_VERSION + 1, key: { ed25519: 'x' } });
    expectRefusal(refused, 'server_too_old', /Its operator has to update it/);
  });

  test.each([1.5, '1', null, undefined])('that is no whole number: %s', async (protocol) => {
    const body = { ...hello(), protocol };
    expectRefusal(await ask(body), 'bad_request', /protocol/);
  });
});

describe('a challenge', () => {
  test('signs in once, and no second time', async () => {
    const message = await challenge();
    expect(await answer(message)).toMatchObject({ status: 200 });
    expectRefusal(await answer(message), 'challenge_used', /Ask for a new one/);
  });

  test('used twenty times at once signs in once', async () => {
    const message = await challenge();
    const answers = await Promise.all(Array.from({ length: 20 }, () => answer(message)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const refused of answers)
      if (refused.status !== 200) expectRefusal(refused, 'challenge_used', /used before/);
  });

  test('that has expired', async () => {
    const message = await challenge();
    coordinator.advance(CHALLENGE_MS);
    expectRefusal(await answer(message), 'challenge_expired', /Ask for a new one/);
  });

  test('stays used after the sweep that forgets it', async () => {
    const message = await challenge();
    await answer(message);
    coordinator.advance(CHALLENGE_MS + 1000);
    await coordinator.server.sweep();
    expectRefusal(await answer(message), 'challenge_expired', /expired/);
    expect(await query(coordinator.databaseUrl, 'select nonce from used_challenges')).toEqual([]);
  });

  test('made for another key', async () => {
    const message = await challenge();
    const thief = await createSigner();
    const signature = await thief.sign(message);
    const refused = await answer(message, { publicKey: thief.publicKey, signature });
    expectRefusal(refused, 'challenge_invalid', /made for this key/);
  });

  test('signed by another key', async () => {
    const message = await challenge();
    const signature = await (await createSigner()).sign(message);
    expectRefusal(await answer(message, { signature }), 'signature_invalid', /does not fit/);
    // The right signature may still follow: a stranger cannot use up the challenge.
    expect(await answer(message)).toMatchObject({ status: 200 });
  });

  test('of another coordinator', async () => {
    const other = await startCoordinator();
    const message = await challenge(other.url);
    await other.close();
    expectRefusal(await answer(message), 'challenge_invalid', /this coordinator made/);
  });

  test('of a coordinator with the same secret at another address', async () => {
    const peer = await startPeer(coordinator);
    const message = await challenge(peer.url);
    await peer.close();
    expectRefusal(await answer(message), 'challenge_invalid', /this coordinator made/);
  });

  test('changed in any line', async () => {
    const message = await challenge();
    const lines = message.split('\n');
    const later = new Date(coordinator.clock() + 3600_000).toISOString();
    const changes = [
      'Tabloom key change',
      'https://elsewhere.example',
      signer.publicKey.replace(/./, 'x'),
      'nonce',
      later,
      'seal',
    ];
    expect(lines).toHaveLength(changes.length);
    for (const [i, line] of changes.entries()) {
      const changed = lines.with(i, line).join('\n');
      expectRefusal(await answer(changed), 'challenge_invalid', /no challenge that/);
    }
    expectRefusal(await answer(`${message}\n`), 'challenge_invalid', /no challenge that/);
    expectRefusal(await answer(''), 'challenge_invalid', /no challenge that/);
  });

  test.each([
    ['a key that is not base64', { publicKey: '!'.repeat(44) }, /publicKey/],
    ['a key of another length', { publicKey: 'AAAA' }, /32 bytes/],
    ['a signature of another length', { signature: 'AAAA' }, /64 bytes/],
    ['something beside what is asked for', { admin: true }, /admin/],
  ])('answered with %s', async (_, rest, message) => {
    expectRefusal(await answer(await challenge(), rest), 'bad_request', message);
  });
});

test('a key that was revoked signs in no more', async () => {
  const key = await createSigner();
  await signInHost(coordinator.url, key);
  const hex = Buffer.from(key.publicKey, 'base64').toString('hex');
  await query(
    coordinator.databaseUrl,
    `update device_keys set revoked_at = now() where public_key = '\\x${hex}'`,
  );
  const { message } = (await ask(hello(key.publicKey))).body as ChallengeResponse;
  const signature = await key.sign(message);
  const body = { publicKey: key.publicKey, message, signature };
  expectRefusal(await post(`${coordinator.url}/v1/sessions`, body), 'key_revoked', /another one/);
});

test('a new key signing in ten times at once is one volunteer', async () => {
  signer = await createSigner();
  const messages = await Promise.all(Array.from({ length: 10 }, () => challenge()));
  const sessions = (await Promise.all(messages.map((message) => answer(message)))).map(
    ({ body }) => body as SessionResponse,
  );
  expect(new Set(sessions.map(({ volunteerId }) => volunteerId)).size).toBe(1);
  expect(new Set(sessions.map(({ hostId }) => hostId)).size).toBe(1);
});

describe('a bearer token', () => {
  const me = (headers: Record<string, string>) => send(`${coordinator.url}/v1/me`, { headers });

  test('that is missing', async () => {
    const refused = await me({});
    expectRefusal(refused, 'not_signed_in', /POST \/v1\/challenges and POST \/v1\/sessions/);
    expect(refused.headers.get('www-authenticate')).toBe('Bearer');
  });

  test('that is missing where work is done or asked for', async () => {
    for (const path of ['leases', 'leases/renew', 'leases/return', 'results', 'projects', 'jobs']) {
      expectRefusal(await post(`${coordinator.url}/v1/${path}`, {}), 'not_signed_in', /bearer token/);
    }
    const put = await send(`${coordinator.url}/v1/artifacts/${'0'.repeat(64)}`, { method: 'PUT', body: 'x' });
    expectRefusal(put, 'not_signed_in', /bearer token/);
  });

  test.each(['', 'garbage', 'x'.repeat(76), 'AAAA', '%00', 'A'.repeat(5000)])(
    'that is garbage: %s',
    async (token) => {
      const refused = await me({ authorization: `Bearer ${token}` });
      expectRefusal(refused, 'token_invalid', /Sign in again|must read: Bearer/);
      expect(refused.headers.get('www-authenticate')).toBe('Bearer');
    },
  );

  test('in another scheme', async () => {
    const refused = await me({ authorization: 'Basic dXNlcjpwYXNz' });
    expectRefusal(refused, 'token_invalid', /must read: Bearer <token>/);
  });

  test('of another coordinator', async () => {
    const other = await startCoordinator();
    const { token } = await signInHost(other.url);
    await other.close();
    expectRefusal(await me(bearer(token)), 'token_invalid', /not one of this coordinator/);
  });

  test('changed in one letter', async () => {
    const { token } = await signInHost(coordinator.url);
    for (const at of [0, 10, 40, token.length - 1]) {
      const letters = token.split('');
      letters[at] = letters[at] === 'A' ? 'B' : 'A';
      expectRefusal(await me(bearer(letters.join(''))), 'token_invalid', /Sign in again/);
    }
    expect(await me(bearer(token))).toMatchObject({ status: 200 });
  });

  test('that has expired', async () => {
    const { token } = await signInHost(coordinator.url);
    coordinator.advance(SESSION_MS);
    expectRefusal(await me(bearer(token)), 'token_expired', /Sign in again/);
  });

  test('that is wrong is refused where none is needed but one says more', async () => {
    const refused = await send(`${coordinator.url}/v1/cloth`, { headers: bearer('garbage') });
    expectRefusal(refused, 'token_invalid', /Sign in again/);
  });
});
