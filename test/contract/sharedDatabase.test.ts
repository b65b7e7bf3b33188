// Two coordinators on one database: whichever is asked, a workunit's tasks go to different volunteers, once each.

import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { LeasedTask, LeaseResponse, ResultsResponse } from '../../src/protocol/work.ts';
import { creditOf, readBooks } from '../support/books.ts';
import { query, startCoordinator, startPeer, type TestCoordinator } from '../support/coordinator.ts';
import { CAPABILITIES, NUMERIC_CLASS, signInHost, signInHosts } from '../support/simulatedHost.ts';
import { createTinyJob, tinyOutputs } from '../support/tinyJob.ts';
import { bearer, post, send, type Sent } from '../support/wire.ts';

const ROUNDS = 12;
const WORKUNITS = 6;

let first: TestCoordinator;
let second: Awaited<ReturnType<typeof startPeer>>;
let urls: [string, string];
beforeAll(async () => {
  first = await startCoordinator();
  second = await startPeer(first);
  urls = [first.url, second.url];
});
afterAll(async () => {
  await second.close();
  await first.close();
});
beforeEach(async () => {
  await query(first.databaseUrl, `update tasks set state = 'cancelled' where state in ('ready', 'leased')`);
});

const lease = (url: string, token: string, maxTasks: number): Promise<Sent> =>
  post(`${url}/v1/leases`, { capabilities: CAPABILITIES, seconds: 3600, maxTasks }, bearer(token));

function tasksOf(answer: Sent): LeasedTask[] {
  expect(answer).toMatchObject({ status: 200 });
  return (answer.body as LeaseResponse).tasks;
}

/** Two hosts of one volunteer, as two browsers with a key each; until keys can be joined, by hand. */
async function twoHostsOfOneVolunteer(): Promise<[string, string]> {
  const [one, other] = await signInHosts(first.url, 2);
  const { volunteerId } = (await one!.call<{ volunteerId: string }>('GET', '/v1/me')).body;
  const { hostId } = (await other!.call<{ hostId: string }>('GET', '/v1/me')).body;
  await query(
    first.databaseUrl,
    `with host as (update hosts set volunteer_id = '${volunteerId}' where id = '${hostId}' returning public_key)
     update device_keys set volunteer_id = '${volunteerId}' where public_key in (select public_key from host)`,
  );
  return [one!.token, (await signInHost(first.url, other!.signer)).token];
}

test('a token and a lease of one are good at the other', async () => {
  await createTinyJob(first.url, { rows: 2 });
  for (const [host, verdict] of [
    [await signInHost(first.url), 'pending'],
    [await signInHost(second.url), 'valid'],
  ] as const) {
    const [task] = tasksOf(await lease(urls[1], host.token, 1));
    const { taskId, leaseToken } = task!;
    const item = {
      taskId,
      leaseToken,
      numericClass: NUMERIC_CLASS,
      computeMs: 1,
      outputs: tinyOutputs(0, 2),
    };
    const answer = await post(`${urls[0]}/v1/results`, { results: [item] }, bearer(host.token));
    expect((answer.body as ResultsResponse).results).toMatchObject([{ state: verdict }]);
  }
});

test('two hosts of one volunteer, asking at once, never get two tasks of one workunit', async () => {
  const tokens = await twoHostsOfOneVolunteer();
  for (let round = 0; round < ROUNDS; round++) {
    await createTinyJob(first.url, { rows: WORKUNITS, rowsPerWorkunit: 1 });
    const asked = [0, 1, 0, 1].map((i) => lease(urls[i % 2]!, tokens[i]!, WORKUNITS));
    const starts = (await Promise.all(asked)).flatMap(tasksOf).map((task) => task.inputs[0]!.start);
    expect(new Set(starts).size).toBe(starts.length);
    // What the one got, the other may not have: a third volunteer takes the rest.
    const rest = await signInHost(first.url);
    const last = tasksOf(await lease(urls[0], tokens[0], WORKUNITS));
    expect(starts.length + last.length).toBe(WORKUNITS);
    expect(tasksOf(await lease(urls[1], rest.token, WORKUNITS))).toHaveLength(WORKUNITS);
  }
});

test('a lease that another coordinator commits in the middle is noticed, and the host gets other work', async () => {
  const { job } = await createTinyJob(first.url, { rows: 2, rowsPerWorkunit: 1 });
  const [host, other] = await signInHosts(first.url, 2);
  const { volunteerId, hostId } = (await host!.call<{ volunteerId: string; hostId: string }>('GET', '/v1/me'))
    .body;
  const elsewhere = new pg.Client({ connectionString: first.databaseUrl });
  await elsewhere.connect();
  try {
    await elsewhere.query('begin');
    const taken = await elsewhere.query<{ start: number }>(
      `with task as (select t.* from tasks t where t.job_id = '${job.id}' order by t.rank, t.id limit 1)
       update tasks t set state = 'leased', volunteer_id = '${volunteerId}', host_id = '${hostId}',
              leased_at = now(), lease_until_at = now() + '1 hour', hard_deadline_at = now() + '1 hour'
         from task join workunits w on w.id = task.workunit_id
        where t.id = task.id returning (w.inputs->0->>'start')::int as start`,
    );
    const asked = lease(urls[1], host!.token, 2);
    // It has chosen the sibling by now and waits for this transaction to end.
    await expect
      .poll(() =>
        query(
          first.databaseUrl,
          `select 1 from pg_stat_activity where wait_event_type = 'Lock'
          and datname = current_database()`,
        ),
      )
      .toHaveLength(1);
    await elsewhere.query('commit');
    const starts = tasksOf(await asked).map((task) => task.inputs[0]!.start);
    expect(starts).toEqual([1 - taken.rows[0]!.start]);
  } finally {
    await elsewhere.end();
  }
  expect(tasksOf(await lease(urls[0], other!.token, 2))).toHaveLength(2);
});

test('many hosts at both coordinators get every task once', async () => {
  const { job } = await createTinyJob(first.url, { rows: 40, rowsPerWorkunit: 1 });
  const hosts = await signInHosts(first.url, 16);
  const answers = await Promise.all(hosts.map((host, i) => lease(urls[i % 2]!, host.token, 5)));
  const taken = answers.flatMap((answer, i) =>
    tasksOf(answer).map((task) => ({ i, taskId: task.taskId, start: task.inputs[0]!.start })),
  );
  expect(new Set(taken.map(({ taskId }) => taskId)).size).toBe(taken.length);
  expect(new Set(taken.map(({ i, start }) => `${i} ${start}`)).size).toBe(taken.length);
  const leased = await query<{ n: number }>(
    first.databaseUrl,
    `select count(*)::int as n from tasks where job_id = '${job.id}' and state = 'leased'`,
  );
  expect(leased[0]!.n).toBe(taken.length);
  // What one coordinator is handing out, the other passes over: some hosts have to ask again.
  expect(taken.length).toBeGreaterThanOrEqual(40);
});

test('two results of one workunit, reported at once to both, validate it once', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const { job, requester } = await createTinyJob(first.url, { rows: 2 });
    const hosts = await signInHosts(first.url, 2);
    const items: unknown[] = [];
    for (const [i, host] of hosts.entries()) {
      const { taskId, leaseToken } = tasksOf(await lease(urls[i]!, host.token, 1))[0]!;
      const outputs = tinyOutputs(0, 2);
      items.push({ taskId, leaseToken, numericClass: NUMERIC_CLASS, computeMs: 1, outputs });
    }
    const answers = await Promise.all(
      hosts.map((host, i) => post(`${urls[i]!}/v1/results`, { results: [items[i]] }, bearer(host.token))),
    );
    const states = answers.map(({ body }) => (body as ResultsResponse).results[0]!.state);
    expect(states).toHaveLength(2);
    expect(new Set(states)).toEqual(new Set(['pending', 'valid']));
    for (const host of hosts) expect(await creditOf(host)).toMatchObject({ heldMicro: '1' });
    expect(await requester.job(AbortSignal.timeout(5000), job.id)).toMatchObject({
      state: 'completed',
      progress: { validated: 1 },
    });
  }
  await readBooks(first.databaseUrl);
});

test('a coordinator that starts in the middle of an upload to another leaves it alone', async () => {
  const { token } = await signInHost(first.url);
  const bytes = Buffer.from('sent in two halves');
  const sha256 = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
  const upload = request(`${first.url}/v1/artifacts/${sha256}`, { method: 'PUT', headers: bearer(token) });
  const answered = once(upload, 'response');
  upload.write(bytes.subarray(0, 9));
  await expect.poll(() => readdir(join(first.dataDir, 'artifacts/incoming'))).toHaveLength(1);
  const third = await startPeer(first);
  upload.end(bytes.subarray(9));
  const [response] = (await answered) as [IncomingMessage];
  response.resume();
  expect(response.statusCode).toBe(200);
  expect(await send(`${third.url}/v1/artifacts/${sha256}`)).toMatchObject({ text: String(bytes) });
  await third.close();
});

test('both sweep at once: a lease expires once, a hold is released once', async () => {
  await createTinyJob(first.url, { rows: 2 });
  const hosts = await signInHosts(first.url, 3);
  tasksOf(await lease(urls[0], hosts[2]!.token, 1));
  first.advance(25 * 3600_000);
  await Promise.all([first.server.sweep(), second.server.sweep(), first.server.sweep()]);
  const [counts] = await query<{ ready: number; held: string; released: number; due: number }>(
    first.databaseUrl,
    `select (select count(*)::int from tasks where state = 'ready') as ready,
            (select coalesce(sum(balance_micro), 0)::text from balances where account like 'held:%') as held,
            (select count(*)::int from postings where kind = 'grant' and released_by is not null) as released,
            (select count(*)::int from postings where kind = 'grant') as due`,
  );
  expect(counts).toEqual({ ready: 2, held: '0', released: counts!.due, due: counts!.due });
  await readBooks(first.databaseUrl);
});
