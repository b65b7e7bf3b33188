// Requests that no route can use: broken JSON, bodies over the limit, unknown routes, ids and numbers that are none.

import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { query, startCoordinator, type TestCoordinator } from '../support/coordinator.ts';
import { CAPABILITIES, signInHost, type SimulatedHost } from '../support/simulatedHost.ts';
import { createTinyJob, prepareTinyJob } from '../support/tinyJob.ts';
import { bearer, expectRefusal, post, send, type Sent } from '../support/wire.ts';

const MAX_BODY_BYTES = 64 * 1024;
const MAX_ARTIFACT_BYTES = 256 * 1024;
const NUL = '\u0000';

let coordinator: TestCoordinator;
let host: SimulatedHost;
beforeAll(async () => {
  coordinator = await startCoordinator({
    maxBodyBytes: MAX_BODY_BYTES,
    maxArtifactBytes: MAX_ARTIFACT_BYTES,
  });
  host = await signInHost(coordinator.url);
});
afterAll(() => coordinator.close());

const at = (path: string) => `${coordinator.url}${path}`;
const signedIn = (path: string, body: unknown) => post(at(path), body, bearer(host.token));
const lease = (rest: object) => ({ capabilities: CAPABILITIES, seconds: 1, ...rest });

describe('a body that is not JSON', () => {
  test.each(['', '{', '{"a":1,}', 'seconds=1', '\u0000', '[1] 2', '{"a": NaN}'])('%j', async (body) => {
    expectRefusal(
      await signedIn('/v1/leases', body),
      'bad_json',
      /The body of the lease request is not JSON: /,
    );
  });

  test('in every route that reads one', async () => {
    for (const path of [
      'challenges',
      'sessions',
      'projects',
      'jobs',
      'leases',
      'leases/renew',
      'leases/return',
      'departures',
      'results',
    ]) {
      expectRefusal(await signedIn(`/v1/${path}`, '{nonsense'), 'bad_json', /is not JSON/);
    }
  });
});

describe('JSON of another shape', () => {
  test.each(['null', '[]', '"text"', '0', 'true'])('%s', async (body) => {
    expectRefusal(await signedIn('/v1/leases', body), 'bad_request', /does not fit/);
  });

  test('names the first misfits and counts the rest', async () => {
    const refused = await signedIn('/v1/projects', { id: 1, name: '', summary: [], purpose: null, extra: 1 });
    expectRefusal(refused, 'bad_request', /id: .*; name: .*; summary: .*and 2 more/);
  });
});

describe('a body over the limit', () => {
  const tooMuch = JSON.stringify({ filler: 'x'.repeat(MAX_BODY_BYTES) });

  test('with its length declared', async () => {
    expectRefusal(
      await signedIn('/v1/results', tooMuch),
      'body_too_large',
      new RegExp(`at most ${MAX_BODY_BYTES} bytes`),
    );
  });

  test('sent in chunks without a length', async () => {
    const refused = await sendChunked('/v1/results', 'POST', tooMuch);
    expectRefusal(refused, 'body_too_large', new RegExp(`at most ${MAX_BODY_BYTES} bytes`));
  });

  test('of a beacon, which nobody signed', async () => {
    const refused = await send(at('/v1/departures'), { method: 'POST', body: tooMuch });
    expectRefusal(refused, 'body_too_large', /at most/);
  });

  test('of an artifact, with its length declared and in chunks; nothing is kept', async () => {
    const bytes = Buffer.alloc(MAX_ARTIFACT_BYTES + 1);
    const sha256 = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
    const path = `/v1/artifacts/${sha256}`;
    const declared = await send(at(path), { method: 'PUT', body: bytes, headers: bearer(host.token) });
    const limit = new RegExp(`An artifact may have at most ${MAX_ARTIFACT_BYTES} bytes`);
    expectRefusal(declared, 'body_too_large', limit);
    expectRefusal(await sendChunked(path, 'PUT', bytes), 'body_too_large', limit);
    expectRefusal(await send(at(path)), 'not_found', /There is no artifact/);
  });

  test('of the very limit is read', async () => {
    const shell = JSON.stringify({ filler: '' });
    const full = JSON.stringify({ filler: 'x'.repeat(MAX_BODY_BYTES - shell.length) });
    expectRefusal(await signedIn('/v1/results', full), 'bad_request', /does not fit/);
    const bytes = Buffer.alloc(MAX_ARTIFACT_BYTES);
    const sha256 = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
    const put = await send(at(`/v1/artifacts/${sha256}`), {
      method: 'PUT',
      body: bytes,
      headers: bearer(host.token),
    });
    expect(put).toMatchObject({ status: 200, body: { sha256, sizeBytes: MAX_ARTIFACT_BYTES } });
  });
});

/** As a client does that does not know how much will come. */
function sendChunked(path: string, method: string, body: string | Buffer): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const headers = { ...bearer(host.token), 'transfer-encoding': 'chunked' };
    const sending = request(at(path), { method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => {
        const body: unknown = JSON.parse(text);
        resolve({ status: response.statusCode!, headers: new Headers(), text, body });
      });
    });
    sending.on('error', reject);
    sending.end(body);
  });
}

describe('an artifact', () => {
  test('whose bytes differ from their hash is not kept, whatever their number', async () => {
    const name = 'ab'.repeat(32);
    for (const body of ['', 'some bytes', 'x'.repeat(100_000)]) {
      const put = await send(at(`/v1/artifacts/${name}`), {
        method: 'PUT',
        body,
        headers: bearer(host.token),
      });
      expectRefusal(
        put,
        'artifact_hash_mismatch',
        new RegExp(`${body.length} bytes received have the SHA-256 .* not ${name}`),
      );
    }
    expectRefusal(await send(at(`/v1/artifacts/${name}`)), 'not_found', /There is no artifact/);
    expect(
      await query(coordinator.databaseUrl, `select 1 from artifacts where sha256 = '\\x${name}'`),
    ).toEqual([]);
  });

  test('replaces nothing: bytes under the name of others leave those as they are', async () => {
    const bytes = new TextEncoder().encode('the right bytes');
    const name = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
    const put = (body: BodyInit) =>
      send(at(`/v1/artifacts/${name}`), { method: 'PUT', body, headers: bearer(host.token) });
    expect(await put(bytes)).toMatchObject({ status: 200 });
    expectRefusal(await put('the wrong bytes'), 'artifact_hash_mismatch', /Nothing was kept/);
    expect(await send(at(`/v1/artifacts/${name}`))).toMatchObject({ status: 200, text: 'the right bytes' });
  });

  test.each(['abc', 'AB'.repeat(32), 'zz'.repeat(32), '..%2f..%2fetc%2fpasswd', `${'ab'.repeat(32)}0`])(
    'under a name that is no hash: %s',
    async (name) => {
      const put = await send(at(`/v1/artifacts/${name}`), {
        method: 'PUT',
        body: 'x',
        headers: bearer(host.token),
      });
      expectRefusal(put, 'bad_request', /64 lower-case hex digits/);
      expectRefusal(await send(at(`/v1/artifacts/${name}`)), 'bad_request', /64 lower-case hex digits/);
    },
  );

  test('is served so that no browser runs it, and from where a download broke off', async () => {
    const name = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from('<script>'))).toString('hex');
    await send(at(`/v1/artifacts/${name}`), { method: 'PUT', body: '<script>', headers: bearer(host.token) });
    const whole = await send(at(`/v1/artifacts/${name}`));
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment',
      'x-content-type-options': 'nosniff',
      'content-security-policy': 'sandbox',
    });
    const rest = await send(at(`/v1/artifacts/${name}`), { headers: { range: 'bytes=3-' } });
    expect(rest).toMatchObject({ status: 206, text: 'ript>' });
    expect(rest.headers.get('content-range')).toBe('bytes 3-7/8');
    const beyond = await send(at(`/v1/artifacts/${name}`), { headers: { range: 'bytes=99-' } });
    expect(beyond).toMatchObject({ status: 200, text: '<script>' });
  });
});

describe('a route that there is not', () => {
  test.each([
    ['GET', '/v1/nonsense'],
    ['POST', '/v1/nonsense'],
    ['GET', '/v1/leases'],
    ['DELETE', '/v1/projects'],
    ['GET', '/v1/'],
    ['PATCH', '/v1/me'],
  ])('%s %s', async (method, path) => {
    const refused = await send(at(path), { method });
    expectRefusal(refused, 'not_found', new RegExp(`There is no ${method} ${path}. See /v1/openapi.json`));
  });
});

describe('an id that is none, or nobody has', () => {
  test.each(['/v1/jobs', '/v1/projects'])('%s', async (path) => {
    for (const id of [
      '1',
      'not-a-uuid',
      crypto.randomUUID().toUpperCase(),
      `${crypto.randomUUID()}0`,
      '%00',
    ]) {
      expectRefusal(
        await send(at(`${path}/${id}`)),
        'bad_request',
        /The id in the address does not fit: must be a UUID/,
      );
    }
    expectRefusal(
      await send(at(`${path}/${crypto.randomUUID()}`)),
      'not_found',
      /There is no (job|project) /,
    );
  });

  test('of a job whose results are wanted', async () => {
    const results = (id: string) => send(at(`/v1/jobs/${id}/results`), { headers: bearer(host.token) });
    expectRefusal(await results('x'), 'bad_request', /must be a UUID/);
    expectRefusal(await results(crypto.randomUUID()), 'not_found', /There is no job/);
  });

  test('in bodies', async () => {
    const text = { name: 'N', summary: 'S', purpose: 'P' };
    expectRefusal(await signedIn('/v1/projects', { id: 'x', ...text }), 'bad_request', /id: must be a UUID/);
    const leases = [{ taskId: 'x', leaseToken: 'x' }];
    expectRefusal(
      await signedIn('/v1/leases/return', { leases }),
      'bad_request',
      /leases.0.taskId: must be a UUID/,
    );
  });
});

describe('numbers that cannot be', () => {
  test.each([
    [{ seconds: -1 }, /seconds/],
    [{ seconds: 3601 }, /seconds/],
    [{ seconds: '5' }, /seconds/],
    [{ maxTasks: 0 }, /maxTasks/],
    [{ maxTasks: 1.5 }, /maxTasks/],
    [{ maxTasks: 65 }, /maxTasks/],
    [{ capabilities: { ...CAPABILITIES, gflops: -1 } }, /gflops/],
    [{ capabilities: { ...CAPABILITIES, gflops: 1e9 } }, /gflops/],
    [
      { capabilities: { ...CAPABILITIES, numericClass: { ...CAPABILITIES.numericClass, threads: 0 } } },
      /threads/,
    ],
  ])('in a lease request: %j', async (rest, message) => {
    expectRefusal(await signedIn('/v1/leases', lease(rest)), 'bad_request', message);
  });

  test.each([
    [{ rowsPerWorkunit: 0 }, /rowsPerWorkunit/],
    [{ rowsPerWorkunit: -5 }, /rowsPerWorkunit/],
    [{ rowsPerWorkunit: 2.5 }, /rowsPerWorkunit/],
    [{ policy: { type: 'quorum', quorum: 0 } }, /quorum/],
    [{ policy: { type: 'quorum', quorum: 6 } }, /quorum/],
    [{ policy: { type: 'quorum', quorum: 1.5 } }, /quorum/],
    [{ policy: { type: 'faith' } }, /policy.type/],
  ])('in a job: %j', async (rest, message) => {
    const { requester, request } = await prepareTinyJob(coordinator.url);
    const headers = bearer(await requester.token(AbortSignal.timeout(5000)));
    const refused = await post(at('/v1/jobs'), { ...request, ...rest }, headers);
    expectRefusal(refused, 'bad_request', message);
  });

  test.each(['after=-1', 'after=1.5', 'after=x', 'limit=-1', 'limit=1e30'])(
    'in a query: %s',
    async (text) => {
      expectRefusal(await send(at(`/v1/cloth?${text}`)), 'bad_request', /must be a whole number/);
    },
  );

  test.each(['yesterday', '-200000-01-01T00:00:00Z', '+275760-09-13T00:00:00Z'])(
    'in an instant: %s',
    async (before) => {
      const path = `/v1/me/history?before=${encodeURIComponent(before)}`;
      const answer = await send(at(path), { headers: bearer(host.token) });
      if (answer.status !== 200) expectRefusal(answer, 'bad_request', /must be an instant/);
    },
  );

  test('of progress', async () => {
    await createTinyJob(coordinator.url);
    const [task] = await host.lease();
    for (const progress of [-0.1, 1.1, '0.5', null]) {
      const leases = [{ taskId: task!.taskId, leaseToken: task!.leaseToken, progress, state: 'computing' }];
      expectRefusal(await signedIn('/v1/leases/renew', { leases }), 'bad_request', /leases.0.progress/);
    }
  });
});

describe('texts that no database takes', () => {
  test.each([
    ['a NUL', `a${NUL}b`],
    ['half a surrogate pair', 'a\ud800b'],
  ])('%s', async (_, text) => {
    const project = { id: crypto.randomUUID(), name: text, summary: 'S', purpose: 'P' };
    expectRefusal(await signedIn('/v1/projects', project), 'bad_request', /name: .*characters/);
    const numericClass = { ...CAPABILITIES.numericClass, platform: text };
    const capabilities = { ...CAPABILITIES, numericClass };
    expectRefusal(
      await signedIn('/v1/leases', lease({ capabilities })),
      'bad_request',
      /platform: .*characters/,
    );
    const limits = { ...CAPABILITIES, limits: { [text]: 1 } };
    expectRefusal(
      await signedIn('/v1/leases', lease({ capabilities: limits })),
      'bad_request',
      /limits.*characters/,
    );
  });

  test.each(['\u200b', 'Fair\u202eriaF', 'Bell\u0007'])('a name that hides or reorders: %j', async (name) => {
    const project = { id: crypto.randomUUID(), name, summary: 'S', purpose: 'P' };
    expectRefusal(await signedIn('/v1/projects', project), 'bad_request', /name: must/);
  });

  test('but every other character is kept', async () => {
    const name = 'Ω \u{1f9f5} \\u0000 \u200d';
    const project = { id: crypto.randomUUID(), name, summary: 'S', purpose: 'P' };
    expect(await signedIn('/v1/projects', project)).toMatchObject({ status: 200, body: { name } });
  });
});

test('a page of another origin may call, and read what it needs of the answer', async () => {
  const preflight = await send(at('/v1/results'), {
    method: 'OPTIONS',
    headers: {
      origin: 'https://pages.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
  expect(preflight.headers.get('access-control-allow-headers')).toMatch(/authorization/i);
  const answer = await send(at('/v1/hello'), { headers: { origin: 'https://pages.example' } });
  expect(answer.headers.get('access-control-expose-headers')).toMatch(/Retry-After/);
});
