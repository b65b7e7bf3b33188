// One account on many devices: link codes, recovery, revocation, export, deletion.

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DevicesResponse, LinkResponse } from '../../src/protocol/account.ts';
import type { SessionResponse } from '../../src/protocol/sessions.ts';
import type { MeResponse } from '../../src/protocol/work.ts';
import { challenge, claimLink, recover } from '../support/accounts.ts';
import { readBooks } from '../support/books.ts';
import { query, startCoordinator, startPeer, type TestCoordinator } from '../support/coordinator.ts';
import { createSigner } from '../support/signer.ts';
import { signInHost, signInHosts, type SimulatedHost } from '../support/simulatedHost.ts';
import { createTinyJob, tinyOutputs } from '../support/tinyJob.ts';
import { bearer, expectRefusal, post, send } from '../support/wire.ts';

let coordinator: TestCoordinator;
let url: string;
beforeEach(async () => {
  coordinator = await startCoordinator();
  url = coordinator.url;
});
afterEach(() => coordinator.close());

const me = async (host: SimulatedHost) => (await host.call<MeResponse>('GET', '/v1/me')).body;
const devicesOf = async (host: SimulatedHost) =>
  (await host.call<DevicesResponse>('GET', '/v1/me/devices')).body.devices;
const linkCode = async (host: SimulatedHost) =>
  (await host.call<LinkResponse>('POST', '/v1/me/links')).body.code;
const revoke = (host: SimulatedHost, hostId: string) =>
  host.call<{ revokedAt: string }>('POST', `/v1/me/devices/${hostId}/revocation`);

test('a second device joins by a code, typed as people type, and both are one account', async () => {
  const first = await signInHost(url);
  const device = await createSigner();
  const code = await linkCode(first);
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  const typed = ` ${code.replace('-', ' ').toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')}`;
  const joined = (await claimLink(url, device, typed)).body as SessionResponse;
  const second = await signInHost(url, device);
  const account = await me(first);
  expect(joined).toMatchObject({ volunteerId: account.volunteerId });
  expect(joined.hostId).not.toBe(account.hostId);
  expect(await me(second)).toMatchObject({
    volunteerId: account.volunteerId,
    hostId: joined.hostId,
    devices: 2,
  });
  const devices = await devicesOf(second);
  expect(devices.map(({ current }) => current)).toEqual([false, true]);
});

test('two devices of one account never get tasks of one workunit', async () => {
  const first = await signInHost(url);
  const device = await createSigner();
  await claimLink(url, device, await linkCode(first));
  await createTinyJob(url, { rows: 2 });
  expect(await first.lease()).toHaveLength(1);
  expect(await (await signInHost(url, device)).lease()).toHaveLength(0);
});

test('a code is good once, for ten minutes, and only as it was', async () => {
  const first = await signInHost(url);
  const [one, other] = [await createSigner(), await createSigner()];
  const code = await linkCode(first);
  expectRefusal(await claimLink(url, one, '0000-0000'), 'link_code_invalid', /ten minutes/);
  const answers = await Promise.all([claimLink(url, one, code), claimLink(url, other, code)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404]);
  const late = await linkCode(first);
  coordinator.advance(10 * 60_000 + 1);
  expectRefusal(await claimLink(url, await createSigner(), late), 'link_code_invalid', /Show a new one/);
});

test('a key of another account joins none, and the code stays good', async () => {
  const [first, stranger] = await signInHosts(url, 2);
  const code = await linkCode(first!);
  expectRefusal(await claimLink(url, stranger!.signer, code), 'id_conflict', /another account/);
  expect(await claimLink(url, await createSigner(), code)).toMatchObject({ status: 200 });
});

test('a revoked key of the account itself does not spend the code', async () => {
  const first = await signInHost(url);
  const device = await createSigner();
  const { hostId } = (await claimLink(url, device, await linkCode(first))).body as SessionResponse;
  await revoke(first, hostId);
  const code = await linkCode(first);
  expectRefusal(await claimLink(url, device, code), 'key_revoked', /revoked/);
  expect(await claimLink(url, await createSigner(), code)).toMatchObject({ status: 200 });
});

test('the key of a deleted account joins none, and the code stays good', async () => {
  const [first, leaving] = await signInHosts(url, 2);
  const recovery = await createSigner();
  await first!.call('PUT', '/v1/me/recovery', { publicKey: recovery.publicKey });
  await leaving!.call('DELETE', '/v1/me');
  const code = await linkCode(first!);
  expectRefusal(await claimLink(url, leaving!.signer, code), 'key_revoked', /deleted. Begin anew/);
  expectRefusal(await recover(url, recovery, leaving!.signer), 'key_revoked', /deleted. Begin anew/);
  expect(await me(first!)).toMatchObject({ devices: 1 });
  expect(await claimLink(url, await createSigner(), code)).toMatchObject({ status: 200 });
});

test('an account has one live code: a new one takes the place of the one before', async () => {
  const first = await signInHost(url);
  const [before, code] = [await linkCode(first), await linkCode(first)];
  expectRefusal(await claimLink(url, await createSigner(), before), 'link_code_invalid', /new one/);
  expect(await claimLink(url, await createSigner(), code)).toMatchObject({ status: 200 });
});

test('of many codes asked for at once, at two coordinators, one is live', async () => {
  const peer = await startPeer(coordinator);
  const first = await signInHost(url);
  const asked = Array.from({ length: 8 }, (_, i) =>
    post(`${[url, peer.url][i % 2]!}/v1/me/links`, {}, bearer(first.token)),
  );
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual(Array(8).fill(200));
  await peer.close();
  expect(await query(coordinator.databaseUrl, 'select from link_codes')).toHaveLength(1);
});

test('a requester finds its projects, jobs and artifacts in the export, however many', async () => {
  const { requester } = await createTinyJob(url, { rows: 2 });
  // More than two pages of each; pages end between the three jobs of a project, too.
  const made = `insert into projects (id, owner_id, name, summary, purpose, request_hash, created_at)
      select gen_random_uuid(), owner_id, name, summary, purpose, request_hash, created_at
        from projects, generate_series(1, 2000);
    insert into artifacts (sha256, uploaded_by, size_bytes, created_at)
      select sha256(id::text::bytea), owner_id, 1, now() from projects;
    insert into jobs (project_id, id, title, program, policy, display, output_specs, price, model_bytes,
                      request_hash, state, workunits, rows, created_at)
      select p.id, gen_random_uuid(), j.title, j.program, j.policy, j.display, j.output_specs, j.price,
             j.model_bytes, j.request_hash, j.state, j.workunits, j.rows, j.created_at
        from jobs j, projects p, generate_series(1, 3)`;
  await query(coordinator.databaseUrl, made);
  const token = await requester.token(AbortSignal.timeout(5000));
  const exported = JSON.parse((await send(`${url}/v1/me/export`, { headers: bearer(token) })).text);
  const counted = `select (select count(*)::int from projects) as projects,
                          (select count(*)::int from jobs) as jobs,
                          (select count(*)::int from artifacts) as artifacts`;
  const [counts] = await query<Record<string, number>>(coordinator.databaseUrl, counted);
  for (const [list, key] of [
    ['projects', 'projectId'],
    ['jobs', 'jobId'],
    ['artifacts', 'sha256'],
  ] as const) {
    const rows = exported[list] as Record<string, string>[];
    expect(rows).toHaveLength(counts![list]!);
    expect(new Set(rows.map((row) => row[key]))).toHaveProperty('size', rows.length);
  }
  expect(exported.jobs[0]).toMatchObject({ projectId: expect.any(String) as string, state: 'active' });
});

test('a signature for one purpose is useless for another', async () => {
  const signer = await createSigner();
  const { publicKey } = signer;
  const message = await challenge(url, { publicKey, purpose: 'link' });
  const signed = { publicKey, message, signature: await signer.sign(message) };
  expectRefusal(await post(`${url}/v1/sessions`, signed), 'challenge_invalid', /purpose/);
  const signIn = await challenge(url, { publicKey, purpose: 'sign-in' });
  const claim = { code: '0000-0000', publicKey, message: signIn, signature: await signer.sign(signIn) };
  expectRefusal(await post(`${url}/v1/links/claims`, claim), 'challenge_invalid', /purpose/);
  const forKey = { protocol: 2, publicKey, purpose: 'recover' };
  expectRefusal(await post(`${url}/v1/challenges`, forKey), 'bad_request', /forKey/);
});

test('guessing is slowed down', async () => {
  const signer = await createSigner();
  const answers = [];
  for (let i = 0; i < 12; i++) answers.push(await claimLink(url, signer, `0000-000${i % 10}`));
  expect(answers[0]).toMatchObject({ status: 404 });
  const last = answers.at(-1)!;
  expectRefusal(last, 'rate_limited', /Wait a little/);
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('a recovery key brings the account back, and a newer one replaces it', async () => {
  const first = await signInHost(url);
  const [recovery, newer] = [await createSigner(), await createSigner()];
  expect(await me(first)).toMatchObject({ hasRecovery: false });
  await first.call('PUT', '/v1/me/recovery', { publicKey: recovery.publicKey });
  expect(await me(first)).toMatchObject({ hasRecovery: true });
  const { volunteerId } = await me(first);
  const device = await createSigner();
  expect((await recover(url, recovery, device)).body).toMatchObject({ volunteerId });
  // Again, as after a lost answer.
  expect((await recover(url, recovery, device)).body).toMatchObject({ volunteerId });
  await first.call('PUT', '/v1/me/recovery', { publicKey: newer.publicKey });
  expectRefusal(await recover(url, recovery, await createSigner()), 'recovery_unknown', /newer code/);
  expect((await recover(url, newer, await createSigner())).body).toMatchObject({ volunteerId });
  const stranger = await signInHost(url);
  const taken = await stranger.call('PUT', '/v1/me/recovery', { publicKey: newer.publicKey });
  expectRefusal(taken, 'id_conflict', /another account/);
});

test('a revoked device is out at once, also at another coordinator, and its work goes on elsewhere', async () => {
  const peer = await startPeer(coordinator);
  const first = await signInHost(url);
  const device = await createSigner();
  const { hostId } = (await claimLink(url, device, await linkCode(first))).body as SessionResponse;
  const stolen = await signInHost(url, device);
  await createTinyJob(url, { rows: 2, policy: { type: 'quorum', quorum: 1 } });
  expect(await stolen.lease()).toHaveLength(1);
  const { revokedAt } = (await revoke(first, hostId)).body;
  expectRefusal(await stolen.call('GET', '/v1/me'), 'key_revoked', /revoked/);
  await peer.server.sweep();
  expectRefusal(await send(`${peer.url}/v1/me`, { headers: bearer(stolen.token) }), 'key_revoked', /revoked/);
  await expect(signInHost(url, device)).rejects.toMatchObject({ code: 'key_revoked' });
  expect((await revoke(first, hostId)).body).toEqual({ revokedAt });
  expect(await first.lease()).toHaveLength(1);
  expect((await devicesOf(first))[1]).toMatchObject({ hostId, revokedAt });
  const stranger = await signInHost(url);
  expectRefusal(await revoke(stranger, hostId), 'not_found', /no such device/);
  await peer.close();
});

test('the export has everything, and deletion leaves the books and the work of others whole', async () => {
  await createTinyJob(url, { rows: 2 });
  const [leaving, staying] = await signInHosts(url, 2);
  for (const host of [leaving!, staying!]) {
    const [task] = await host.lease();
    const { start, end } = task!.inputs[0]!;
    await host.report(task!, tinyOutputs(start, end));
  }
  const account = await me(leaving!);
  expect(account.tasks).toMatchObject({ valid: 1 });
  const exported = JSON.parse((await send(`${url}/v1/me/export`, { headers: bearer(leaving!.token) })).text);
  expect(exported).toMatchObject({
    account: { volunteerId: account.volunteerId },
    devices: [{ publicKey: leaving!.signer.publicKey, address: '127.0.0.1' }],
    projects: [],
    jobs: [],
    artifacts: [],
    tasks: [{ state: 'valid', numericClass: { platform: 'Test 1' } }],
    ledger: [{ kind: 'grant', toAccount: `held:${account.volunteerId}` }],
  });
  await createTinyJob(url, { rows: 2, policy: { type: 'quorum', quorum: 1 } });
  expect(await leaving!.lease()).toHaveLength(1);
  expect(await leaving!.call('DELETE', '/v1/me')).toMatchObject({ status: 200 });
  expectRefusal(await leaving!.call('GET', '/v1/me'), 'token_invalid', /deleted. Begin anew/);
  const left = await query(
    coordinator.databaseUrl,
    `select (select count(*) from hosts where volunteer_id = '${account.volunteerId}') as hosts,
            (select count(*) from device_keys where volunteer_id = '${account.volunteerId}') as keys,
            (select count(*) from tasks where volunteer_id = '${account.volunteerId}' and host_id is not null) as tasks`,
  );
  expect(left).toEqual([{ hosts: '0', keys: '0', tasks: '0' }]);
  expect(await staying!.lease()).toHaveLength(1);
  await readBooks(coordinator.databaseUrl);
  // Its browsers are told, and none becomes an account of its own without a word.
  await expect(signInHost(url, leaving!.signer)).rejects.toMatchObject({ code: 'key_revoked' });
});

test('addresses are cut to their network after seven days, and it says so', async () => {
  expect((await send(`${url}/v1/hello`)).body).toMatchObject({ operator: '', addressDays: 7, resultDays: 7 });
  await signInHost(url);
  const addresses = () =>
    query(coordinator.databaseUrl, `select host(address) as at, masklen(address) as bits from hosts`);
  expect(await addresses()).toEqual([{ at: '127.0.0.1', bits: 32 }]);
  coordinator.advance(6 * 86_400_000);
  await coordinator.server.sweep();
  expect(await addresses()).toEqual([{ at: '127.0.0.1', bits: 32 }]);
  coordinator.advance(2 * 86_400_000);
  await coordinator.server.sweep();
  expect(await addresses()).toEqual([{ at: '127.0.0.0', bits: 24 }]);
});

test('a tab that keeps leaving gets fewer tasks at a time', async () => {
  await createTinyJob(url, { rows: 200, rowsPerWorkunit: 1 });
  const host = await signInHost(url);
  const ask = async () => {
    const tasks = await host.lease({ maxTasks: 16, seconds: 20 });
    return tasks;
  };
  expect(await ask()).toHaveLength(16);
  let signedIn = host;
  for (let visit = 0; visit < 12; visit++) {
    const tasks = await signedIn.lease({ maxTasks: 1, seconds: 20 });
    coordinator.advance(11_000);
    const leases = tasks.map(({ taskId, leaseToken }) => ({ taskId, leaseToken }));
    await post(`${url}/v1/departures`, { leases });
  }
  signedIn = await signInHost(url, host.signer);
  const fewer = (await signedIn.lease({ maxTasks: 16, seconds: 20 })).length;
  expect(fewer).toBeLessThan(8);
  expect(fewer).toBeGreaterThan(0);
  const [row] = await query<{ visits_ended: number }>(
    coordinator.databaseUrl,
    'select visits_ended from hosts where visits_ended > 0',
  );
  expect(row!.visits_ended).toBeGreaterThanOrEqual(12);
});
