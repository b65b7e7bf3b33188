// The life of a lease: renewal, pause, hard deadline, return, departure, silence, and results that come late.

import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LEASE_MS, PAUSE_MS } from '../../src/domain/deadlines.ts';
import type { LeasedTask, RenewResponse, ReturnResponse } from '../../src/protocol/work.ts';
import { creditOf, readBooks } from '../support/books.ts';
import { query, startCoordinator, type TestCoordinator } from '../support/coordinator.ts';
import { CAPABILITIES, signInAgain, signInHosts, type SimulatedHost } from '../support/simulatedHost.ts';
import { createTinyJob, tinyOutputs } from '../support/tinyJob.ts';
import { expectRefusal, send } from '../support/wire.ts';

let coordinator: TestCoordinator;
beforeAll(async () => {
  coordinator = await startCoordinator();
});
afterAll(() => coordinator.close());

/** One workunit of two rows, quorum 2; nothing else is ready. */
let hosts: SimulatedHost[];
let a: SimulatedHost;
let b: SimulatedHost;
let c: SimulatedHost;
beforeEach(async () => {
  await query(coordinator.databaseUrl, `update tasks set state = 'cancelled' where state = 'ready'`);
  await createTinyJob(coordinator.url, { rows: 2, rowsPerWorkunit: 2 });
  hosts = await signInHosts(coordinator.url, 3);
  [a, b, c] = hosts as [SimulatedHost, SimulatedHost, SimulatedHost];
});

const honest = tinyOutputs(0, 2);
const wrong = tinyOutputs(0, 2, 9);
const refOf = ({ taskId, leaseToken }: LeasedTask) => ({ taskId, leaseToken });
const at = (instant: string) => Date.parse(instant);

async function leaseOne(host: SimulatedHost): Promise<LeasedTask> {
  const [task] = await host.lease();
  if (!task) throw new Error('There was no task.');
  return task;
}

async function renew(
  host: SimulatedHost,
  task: LeasedTask,
  state: 'queued' | 'computing' | 'paused',
  progress = 0,
): Promise<RenewResponse['leases'][number]> {
  const lease = { ...refOf(task), progress, state };
  const { body } = await host.call<RenewResponse>('POST', '/v1/leases/renew', { leases: [lease] });
  return body.leases[0]!;
}

/** Steps the clock past all leases and lets the coordinator find out; the hosts sign in again. */
async function letLeasesExpire(): Promise<void> {
  coordinator.advance(LEASE_MS + 1);
  await coordinator.server.sweep();
}

async function signAllInAgain(): Promise<void> {
  hosts = await Promise.all(hosts.map((host) => signInAgain(coordinator.url, host)));
  [a, b, c] = hosts as [SimulatedHost, SimulatedHost, SimulatedHost];
}

describe('renewal', () => {
  test('moves the end of the lease, which then outlives a sweep', async () => {
    const task = await leaseOne(a);
    coordinator.advance(LEASE_MS - 1000);
    const { leaseUntilAt } = await renew(a, task, 'computing', 0.5);
    expect(at(leaseUntilAt!)).toBeGreaterThan(at(task.leaseUntilAt));
    coordinator.advance(LEASE_MS - 1000);
    await coordinator.server.sweep();
    expect(await a.report(task, honest)).toMatchObject({ state: 'pending' });
  });

  test('never moves it past the hard deadline, and ends there', async () => {
    const task = await leaseOne(a);
    const deadline = at(task.hardDeadlineAt);
    for (;;) {
      const leftMs = deadline - coordinator.clock();
      if (leftMs < LEASE_MS) break;
      coordinator.advance(LEASE_MS - 1000);
      await signAllInAgain();
      const renewed = await renew(a, task, 'computing', 0.1);
      expect(at(renewed.leaseUntilAt!)).toBeLessThanOrEqual(deadline);
    }
    expect(at((await renew(a, task, 'computing', 0.2)).leaseUntilAt!)).toBe(deadline);
    coordinator.advance(deadline - coordinator.clock() + 1);
    await signAllInAgain();
    expect(await renew(a, task, 'computing', 0.9)).toMatchObject({ error: { code: 'lease_lost' } });
    await coordinator.server.sweep();
    expect(await leaseOne(b)).toBeDefined();
    expect(await leaseOne(c)).toBeDefined();
  });

  test('of a paused task holds it ten minutes, and says so only once', async () => {
    const task = await leaseOne(a);
    const pausedAt = coordinator.clock();
    const first = at((await renew(a, task, 'paused')).leaseUntilAt!);
    expect(first).toBeGreaterThanOrEqual(pausedAt + PAUSE_MS);
    coordinator.advance(PAUSE_MS / 2);
    expect(at((await renew(a, task, 'paused')).leaseUntilAt!)).toBe(first);
    coordinator.advance(PAUSE_MS / 2 + 1000);
    await coordinator.server.sweep();
    expect(await renew(a, task, 'computing')).toMatchObject({ error: { code: 'lease_lost' } });
  });

  test('after a pause goes on with the usual lease', async () => {
    const task = await leaseOne(a);
    await renew(a, task, 'paused');
    const { leaseUntilAt } = await renew(a, task, 'computing', 0.3);
    expect(at(leaseUntilAt!)).toBeLessThanOrEqual(coordinator.clock() + LEASE_MS);
  });

  test("of another host's lease is refused, and a good one beside it counts", async () => {
    const [mine, theirs] = [await leaseOne(a), await leaseOne(b)];
    const leases = [theirs, mine, { ...mine, leaseToken: `${mine.leaseToken}x` }].map((task) => ({
      ...refOf(task),
      progress: 0,
      state: 'computing',
    }));
    const { body } = await a.call<RenewResponse>('POST', '/v1/leases/renew', { leases: leases.slice(0, 2) });
    expect(body.leases[0]).toMatchObject({ taskId: theirs.taskId, error: { code: 'lease_not_yours' } });
    expect(body.leases[1]).toMatchObject({ leaseUntilAt: expect.any(String) as string });
    const forged = await a.call<RenewResponse>('POST', '/v1/leases/renew', { leases: leases.slice(2) });
    expect(forged.body.leases[0]).toMatchObject({ error: { code: 'lease_not_yours' } });
  });
});

test('a lease that was asked for by a connection that is gone goes back at once', async () => {
  const [asking] = await signInHosts(coordinator.url, 1);
  const countOf = async (state: string): Promise<number> =>
    (await query(coordinator.databaseUrl, `select from tasks where state = '${state}'`)).length;
  const [ready, returned] = [await countOf('ready'), await countOf('returned')];
  const client = new pg.Client({ connectionString: coordinator.databaseUrl });
  await client.connect();
  try {
    // So that the request is still under way when its connection breaks.
    await client.query('begin');
    await client.query('lock table tasks in exclusive mode');
    const controller = new AbortController();
    const asked = fetch(`${coordinator.url}/v1/leases`, {
      method: 'POST',
      headers: { authorization: `Bearer ${asking!.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ capabilities: CAPABILITIES, seconds: 60, maxTasks: 1 }),
      signal: controller.signal,
    });
    const waiting = `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
    await expect.poll(async () => (await query(coordinator.databaseUrl, waiting)).length).toBeGreaterThan(0);
    controller.abort();
    await expect(asked).rejects.toThrow();
  } finally {
    await client.query('commit');
    await client.end();
  }
  // At once: sooner than anything that would look for it every few seconds.
  await expect.poll(() => countOf('returned'), { timeout: 5000 }).toBe(returned + 1);
  expect(await countOf('ready')).toBe(ready);
});

describe('what is handed back', () => {
  test('by its host goes out again at once, and its result no longer counts', async () => {
    const task = await leaseOne(a);
    await leaseOne(b);
    expect(await c.lease()).toEqual([]);
    const { body } = await a.call<ReturnResponse>('POST', '/v1/leases/return', { leases: [refOf(task)] });
    expect(body).toEqual({ returned: 1 });
    expect(await a.report(task, honest)).toMatchObject({ error: { code: 'lease_lost' } });
    expect(await renew(a, task, 'computing')).toMatchObject({ error: { code: 'lease_lost' } });
    expect(await leaseOne(c)).toMatchObject({ inputs: task.inputs });
  });

  test('by a beacon from a closing page does so too: plain text, no bearer', async () => {
    const [task, other] = [await leaseOne(a), await leaseOne(b)];
    const answer = await send(`${coordinator.url}/v1/departures`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain;charset=UTF-8' },
      body: JSON.stringify({ leases: [refOf(task)] }),
    });
    expect(answer).toMatchObject({ status: 200, body: { returned: 1 } });
    expect(await leaseOne(c)).toMatchObject({ inputs: task.inputs });
    expect(await b.report(other, honest)).toMatchObject({ state: 'pending' });
  });

  test('with a forged lease token is refused; the good ones beside it are returned', async () => {
    const [task, other] = [await leaseOne(a), await leaseOne(b)];
    const forged = { taskId: task.taskId, leaseToken: other.leaseToken };
    const answer = await send(`${coordinator.url}/v1/departures`, {
      method: 'POST',
      body: JSON.stringify({ leases: [forged, refOf(other)] }),
    });
    expectRefusal(answer, 'lease_not_yours', /does not belong to this task/);
    expect(await leaseOne(c)).toMatchObject({ inputs: other.inputs });
    expect(await a.report(task, honest)).toMatchObject({ state: 'pending' });
  });

  test('twice, or after its result, changes nothing', async () => {
    const task = await leaseOne(a);
    await a.report(task, honest);
    const leases = [refOf(task), refOf(task)];
    expect((await a.call<ReturnResponse>('POST', '/v1/leases/return', { leases })).status).toBe(200);
    const other = await leaseOne(b);
    expect(await b.report(other, honest)).toMatchObject({ state: 'valid' });
    expect(await creditOf(a)).toMatchObject({ heldMicro: '1' });
  });
});

describe('silence', () => {
  test('gives the task to somebody else, under another id', async () => {
    const task = await leaseOne(a);
    await leaseOne(b);
    await letLeasesExpire();
    const next = await leaseOne(c);
    expect(next.inputs).toEqual(task.inputs);
    expect(next.taskId).not.toBe(task.taskId);
  });

  test('leaves the lease good until it was noticed', async () => {
    const task = await leaseOne(a);
    coordinator.advance(LEASE_MS + 1);
    expect(await a.report(task, honest)).toMatchObject({ state: 'pending' });
  });
});

describe('a late result', () => {
  /** Host a falls silent; b and c validate the workunit. */
  async function validateWithout(): Promise<LeasedTask> {
    const late = await leaseOne(a);
    await letLeasesExpire();
    for (const host of [b, c]) await host.report(await leaseOne(host), honest);
    return late;
  }

  test('that matches the canonical one is credited', async () => {
    const late = await validateWithout();
    expect(await a.report(late, tinyOutputs(0, 2, 1e-6))).toMatchObject({ state: 'valid' });
    expect(await creditOf(a)).toEqual({ pendingMicro: '0', heldMicro: '1', availableMicro: '0' });
    await readBooks(coordinator.databaseUrl);
  });

  test('that does not match is not', async () => {
    const late = await validateWithout();
    expect(await a.report(late, wrong)).toMatchObject({ state: 'invalid' });
    expect(await creditOf(a)).toEqual({ pendingMicro: '0', heldMicro: '0', availableMicro: '0' });
  });

  test('to an open workunit counts as any other, and the reissued task is taken back', async () => {
    const late = await leaseOne(a);
    await letLeasesExpire();
    expect(await b.report(await leaseOne(b), honest)).toMatchObject({ state: 'pending' });
    expect(await a.report(late, honest)).toMatchObject({ state: 'valid' });
    expect(await creditOf(b)).toMatchObject({ heldMicro: '1' });
    expect(await c.lease()).toEqual([]);
  });

  test('does not count beside a newer task of the same volunteer', async () => {
    const late = await leaseOne(a);
    await letLeasesExpire();
    const newer = await leaseOne(a);
    expect(await a.report(late, honest)).toMatchObject({ error: { code: 'lease_lost' } });
    expect(await a.report(newer, honest)).toMatchObject({ state: 'pending' });
  });

  test('of a lease that was reissued and computed by both pays both', async () => {
    const late = await leaseOne(a);
    await letLeasesExpire();
    const [taskB, taskC] = [await leaseOne(b), await leaseOne(c)];
    await b.report(taskB, honest);
    expect(await a.report(late, honest)).toMatchObject({ state: 'valid' });
    expect(await c.report(taskC, honest)).toMatchObject({ state: 'valid' });
    for (const host of [a, b, c]) expect(await creditOf(host)).toMatchObject({ heldMicro: '1' });
    await readBooks(coordinator.databaseUrl);
  });
});
