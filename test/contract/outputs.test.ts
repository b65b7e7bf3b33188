// Who may read a workunit's outputs, from when on, and what is left of them after the purge.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LEASE_MS } from '../../src/domain/deadlines.ts';
import type { JobResultLine } from '../../src/protocol/requests.ts';
import { createRequester } from '../../src/sdk/requester.ts';
import { query, startCoordinator, type TestCoordinator } from '../support/coordinator.ts';
import { signInAgain, signInHosts, type SimulatedHost } from '../support/simulatedHost.ts';
import { createTinyJob, tinyOutputs, type TinyJob } from '../support/tinyJob.ts';
import { bearer, expectRefusal, send } from '../support/wire.ts';

const PURGE_AFTER_MS = 3600_000;
const honest = tinyOutputs(0, 2);

let coordinator: TestCoordinator;
beforeAll(async () => {
  coordinator = await startCoordinator({ purgeAfterMs: PURGE_AFTER_MS });
});
afterAll(() => coordinator.close());

let tiny: TinyJob;
let a: SimulatedHost;
let b: SimulatedHost;
let c: SimulatedHost;
beforeEach(async () => {
  await query(coordinator.databaseUrl, `update tasks set state = 'cancelled' where state = 'ready'`);
  tiny = await createTinyJob(coordinator.url, { rows: 2 });
  [a, b, c] = (await signInHosts(coordinator.url, 3)) as [SimulatedHost, SimulatedHost, SimulatedHost];
});

/** Read with a token of now, wherever the clock stands. */
async function resultsOf({ signer, job }: TinyJob): Promise<JobResultLine[]> {
  const requester = createRequester({ coordinatorUrl: coordinator.url, signer });
  const lines: JobResultLine[] = [];
  for await (const line of requester.results(AbortSignal.timeout(10_000), job.id)) lines.push(line);
  return lines;
}

/** All that anybody can read of a job's outputs, as one text. */
async function everythingReadable(): Promise<string> {
  const paths = [
    `/v1/jobs/${tiny.job.id}`,
    `/v1/projects/${tiny.projectId}`,
    '/v1/projects',
    '/v1/cloth',
    '/v1/stats',
  ];
  const pages = await Promise.all(paths.map((path) => send(`${coordinator.url}${path}`)));
  const mine = await Promise.all([a.call('GET', '/v1/me/history'), b.call('GET', '/v1/me/history')]);
  const results = await resultsOf(tiny);
  return [...pages.map(({ text }) => text), JSON.stringify(mine), JSON.stringify(results)].join('\n');
}

const leaseOne = async (host: SimulatedHost) => (await host.lease())[0]!;
const data = honest.y!.type === 'tensor' ? honest.y!.data : '';

describe('outputs', () => {
  test('cannot be read while a task is ready or leased', async () => {
    expect(await everythingReadable()).not.toContain(data);
    await a.report(await leaseOne(a), honest);
    expect(await everythingReadable()).not.toContain(data);
    const last = await leaseOne(b);
    expect(await everythingReadable()).not.toContain(data);
    await b.report(last, honest);
    expect(await resultsOf(tiny)).toMatchObject([{ state: 'validated', outputs: honest }]);
  });

  test('of a validated workunit wait for the one that still computes it', async () => {
    const late = await leaseOne(a);
    coordinator.advance(LEASE_MS + 1);
    await coordinator.server.sweep();
    const [taskB, taskC] = [await leaseOne(b), await leaseOne(c)];
    await b.report(taskB, honest);
    await a.report(late, honest);
    expect(await resultsOf(tiny)).toMatchObject([{ state: 'validated', outputs: null }]);
    expect(await everythingReadable()).not.toContain(data);
    await c.report(taskC, honest);
    expect(await resultsOf(tiny)).toMatchObject([{ state: 'validated', outputs: honest }]);
  });

  test('are for the owner of the project alone', async () => {
    await a.report(await leaseOne(a), honest);
    await b.report(await leaseOne(b), honest);
    const url = `${coordinator.url}/v1/jobs/${tiny.job.id}/results`;
    expectRefusal(await send(url), 'not_signed_in', /Sign in with/);
    expectRefusal(await send(url, { headers: bearer(a.token) }), 'forbidden', /Only the project's owner/);
  });
});

describe('the purge', () => {
  test('keeps the canonical outputs, forgets the others, and takes no more results', async () => {
    const late = await leaseOne(a);
    coordinator.advance(LEASE_MS + 1);
    await coordinator.server.sweep();
    const [taskB, taskC] = [await leaseOne(b), await leaseOne(c)];
    await b.report(taskB, honest);
    await c.report(taskC, honest);
    coordinator.advance(PURGE_AFTER_MS + 1);
    await coordinator.server.sweep();

    expect(await resultsOf(tiny)).toMatchObject([{ state: 'validated', outputs: honest }]);
    const kept = await query(
      coordinator.databaseUrl,
      `select r.task_id from results r join tasks t on t.id = r.task_id where t.job_id = '${tiny.job.id}'`,
    );
    expect(kept).toHaveLength(1);
    a = await signInAgain(coordinator.url, a);
    const gone = { code: 'workunit_purged', message: expect.stringContaining('purged') as string };
    expect(await a.report(late, honest)).toMatchObject({ error: gone });
    b = await signInAgain(coordinator.url, b);
    c = await signInAgain(coordinator.url, c);
    const again = [await b.report(taskB, honest), await c.report(taskC, honest)];
    expect(again).toContainEqual(expect.objectContaining({ state: 'valid' }));
    expect(again).toContainEqual(expect.objectContaining({ error: gone }));
    const { items } = (await b.call<{ items: unknown[] }>('GET', '/v1/me/history')).body;
    expect(items).toHaveLength(1);
  });

  test('leaves jobs alone that have not ended, and those that ended lately', async () => {
    const stored = () =>
      query(
        coordinator.databaseUrl,
        `select 1 from results r join tasks t on t.id = r.task_id where t.job_id = '${tiny.job.id}'`,
      );
    await a.report(await leaseOne(a), honest);
    coordinator.advance(PURGE_AFTER_MS + 1);
    await coordinator.server.sweep();
    expect(await stored()).toHaveLength(1);
    b = await signInAgain(coordinator.url, b);
    await b.report(await leaseOne(b), honest);
    coordinator.advance(PURGE_AFTER_MS - 60_000);
    await coordinator.server.sweep();
    expect(await stored()).toHaveLength(2);
  });
});
