// oxlint-disable no-restricted-imports -- the calls are tested over a real socket.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createConnection, type Connection } from './connection.ts';
import { createMemoryKeyStore, openIdentity, type KeyStore } from './identity.ts';

type Reply = { status?: number; headers?: Record<string, string>; body: unknown };

const VOLUNTEER = '018f0000-0000-7000-8000-000000000001';
let server: Server;
let connection: Connection;
let now = 0;
let calls: { path: string; token: string | undefined }[] = [];
let lifetimeMs = 3_600_000;
let keys: KeyStore;
/** Whether the device had an account before. */
let hasKey = true;
/** What stands in for the rules of a path; without one it answers as a coordinator does. */
let replies: Record<string, ((count: number) => Reply) | undefined> = {};

const ME = {
  volunteerId: VOLUNTEER,
  hostId: VOLUNTEER,
  createdAt: '2026-01-01T00:00:00Z',
  credit: { pendingMicro: '1', heldMicro: '2', availableMicro: '3', futureMicro: '4' },
  nextReleaseAt: null,
  tasks: { pending: 1, valid: 2, invalid: 0, failed: 0 },
  addedByANewerServer: true,
};
const { signal } = new AbortController();
const countOf = (path: string): number => calls.filter((call) => call.path === path).length;

function usual(path: string): Reply {
  if (path === '/v1/challenges')
    return { body: { message: 'Tabloom sign-in\nhttp://127.0.0.1', expiresAt: '2026-01-01T00:00:00Z' } };
  if (path === '/v1/sessions') {
    const token = `token-${countOf(path)}`;
    const expiresAt = new Date(now + lifetimeMs).toISOString();
    return { status: 201, body: { token, expiresAt, volunteerId: VOLUNTEER, hostId: VOLUNTEER } };
  }
  return { body: ME };
}

const refusal = (status: number, code: string): Reply => ({
  status,
  body: { error: { code, message: code } },
});

beforeEach(async () => {
  [calls, replies, now, lifetimeMs] = [[], {}, Date.parse('2026-01-01T00:00:00Z'), 3_600_000];
  hasKey = true;
  server = createServer((request, response) => {
    const path = request.url ?? '';
    calls.push({ path, token: request.headers.authorization });
    request.resume().on('end', () => {
      const { status = 200, headers = {}, body } = replies[path]?.(countOf(path)) ?? usual(path);
      response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  keys = createMemoryKeyStore();
  connection = createConnection({
    coordinatorUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    identity: (mayMake) => openIdentity(keys, mayMake || hasKey),
    clock: () => now,
  });
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test('signs in once for many calls at once, and tolerates fields it does not know', async () => {
  const answers = await Promise.all([connection.me(signal), connection.me(signal), connection.me(signal)]);
  expect(answers[0]?.credit).toEqual({ pendingMicro: '1', heldMicro: '2', availableMicro: '3' });
  expect([countOf('/v1/challenges'), countOf('/v1/sessions'), countOf('/v1/me')]).toEqual([1, 1, 3]);
  expect(calls.at(-1)?.token).toBe('Bearer token-1');
});

test('a token is renewed a minute before it runs out', async () => {
  await connection.me(signal);
  now += lifetimeMs - 61_000;
  await connection.me(signal);
  expect(countOf('/v1/sessions')).toBe(1);
  now += 2000;
  await connection.me(signal);
  expect(countOf('/v1/sessions')).toBe(2);
});

test('a clock that is hours ahead does not sign in at every call', async () => {
  lifetimeMs = -7_200_000;
  await connection.me(signal);
  await connection.me(signal);
  expect(countOf('/v1/sessions')).toBe(1);
});

test.each(['token_expired', 'token_invalid', 'not_signed_in'])(
  'signs in again once after %s',
  async (code) => {
    replies['/v1/me'] = (count) => (count === 1 ? refusal(401, code) : { body: ME });
    await connection.me(signal);
    expect(countOf('/v1/sessions')).toBe(2);
    expect(calls.at(-1)?.token).toBe('Bearer token-2');
  },
);

test('a token that stays refused is an error', async () => {
  replies['/v1/me'] = () => refusal(401, 'token_invalid');
  await expect(connection.me(signal)).rejects.toMatchObject({ code: 'token_invalid' });
  expect(countOf('/v1/sessions')).toBe(2);
});

test.each(['client_too_old', 'server_too_old', 'key_revoked'])('%s surfaces as it is', async (code) => {
  replies['/v1/challenges'] = () => refusal(426, code);
  await expect(connection.signIn(signal)).rejects.toMatchObject({ code });
});

test('Retry-After counts in seconds, and the body knows better', async () => {
  replies['/v1/me'] = () => ({ ...refusal(503, 'database_away'), headers: { 'retry-after': '7' } });
  await expect(connection.me(signal)).rejects.toMatchObject({ code: 'database_away', retryAfterMs: 7000 });
  const error = { code: 'rate_limited', message: 'slowly', retryAfterMs: 250 };
  replies['/v1/me'] = () => ({ status: 429, headers: { 'retry-after': '7' }, body: { error } });
  await expect(connection.me(signal)).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 250 });
});

test.each([
  [502, '<h1>Bad gateway</h1>'],
  [404, 'Not found'],
  [200, '<html>Please log in to the network</html>'],
])('whoever answers %i with %s is not the coordinator', async (status, body) => {
  replies['/v1/challenges'] = () => ({ status, body });
  await expect(connection.signIn(signal)).rejects.toMatchObject({ code: 'coordinator_away' });
});

test('a closed port is coordinator_away, an abort is an abort', async () => {
  const controller = new AbortController();
  controller.abort();
  await expect(connection.me(controller.signal)).rejects.toMatchObject({ name: 'AbortError' });
  server.closeAllConnections();
  server.close();
  await expect(connection.me(signal)).rejects.toMatchObject({ code: 'coordinator_away' });
});

test('callers that wait for one sign-in hear of its failure, and ask once', async () => {
  replies['/v1/challenges'] = () => refusal(503, 'database_away');
  const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => connection.me(signal)));
  const away = expect.objectContaining({ code: 'database_away' });
  expect(outcomes).toEqual(outcomes.map(() => ({ status: 'rejected', reason: away })));
  expect(countOf('/v1/challenges')).toBe(1);
});

test('only signIn makes an account', async () => {
  hasKey = false;
  await expect(connection.me(signal)).rejects.toMatchObject({ code: 'not_signed_in' });
  await expect(connection.download(signal, '/v1/me/export')).rejects.toMatchObject({ code: 'not_signed_in' });
  expect(calls).toEqual([]);
  await connection.signIn(signal);
  expect(await connection.me(signal)).toMatchObject({ volunteerId: VOLUNTEER });
  keys = createMemoryKeyStore();
  connection.forget();
  await expect(connection.send(signal, '/v1/me')).rejects.toMatchObject({ code: 'not_signed_in' });
});

test('a timeout of one caller is no failure for the others', async () => {
  const controller = new AbortController();
  const given = expect(connection.me(controller.signal)).rejects.toMatchObject({ name: 'TimeoutError' });
  const kept = connection.me(signal);
  controller.abort(new DOMException('Too late.', 'TimeoutError'));
  await given;
  expect(await kept).toMatchObject({ volunteerId: VOLUNTEER });
});

test('a sign-in that another caller gave up is taken up again', async () => {
  const controller = new AbortController();
  const given = expect(connection.me(controller.signal)).rejects.toMatchObject({ name: 'AbortError' });
  const kept = connection.me(signal);
  controller.abort();
  await given;
  expect(await kept).toMatchObject({ volunteerId: VOLUNTEER });
});

test('a program of a newer coordinator is set aside, the others are computed', async () => {
  const sha = 'a'.repeat(64);
  const program = { kind: 'inference', model: sha, inputs: {}, outputs: {} };
  const job = { projectId: VOLUNTEER, projectName: 'P', title: 'T', display: {} };
  const task = {
    inputs: [{ artifact: sha, start: 0, end: 4 }],
    rows: 4,
    flops: 1,
    leaseToken: 'secret',
    leaseUntilAt: '2026-01-01T00:02:00Z',
    hardDeadlineAt: '2026-01-02T00:00:00Z',
  };
  const [known, unknown] = ['018f0000-0000-7000-8000-00000000000a', '018f0000-0000-7000-8000-00000000000b'];
  replies['/v1/leases'] = () => ({
    body: {
      jobs: [
        { ...job, jobId: known, program, colour: 'red' },
        { ...job, jobId: unknown, program: { ...program, temperature: 0.7 } },
      ],
      tasks: [
        { ...task, taskId: known, jobId: known, hint: 1 },
        { ...task, taskId: unknown, jobId: unknown },
      ],
    },
  });
  const numericClass = {
    engine: 'onnxruntime-web',
    executionProvider: 'wasm',
    threads: 1,
    platform: 'Node 20',
  } as const;
  const capabilities = {
    numericClass: { ...numericClass, adapterVendor: '', adapterArchitecture: '', f16: false },
    gflops: 1,
    features: [],
    limits: {},
  };
  const leased = await connection.lease(signal, { capabilities, holds: [], seconds: 20, maxTasks: 16 });
  expect(leased.work.map(({ task }) => task.taskId)).toEqual([known]);
  expect(leased.work[0]?.job.program.batchRows).toBe(1);
  expect(leased.unreadable).toEqual([{ taskId: unknown, leaseToken: 'secret' }]);
});
