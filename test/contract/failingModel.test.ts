// A program that runs nowhere: a few hosts try, the job says so in the engine's words, and the reserve goes back.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LEASE_MS } from '../../src/domain/deadlines.ts';
import type { LeasedTask } from '../../src/protocol/work.ts';
import { creditOf, readProjectBooks } from '../support/books.ts';
import { query, startCoordinator, type TestCoordinator } from '../support/coordinator.ts';
import { createSigner } from '../support/signer.ts';
import { signInAgain, signInHost, signInHosts, type SimulatedHost } from '../support/simulatedHost.ts';
import { createTinyJob, tinyOutputs } from '../support/tinyJob.ts';

const signal = AbortSignal.timeout(30_000);
const WORDS = "Could not find an implementation for Gemm(17) node with name ''";
const honest = tinyOutputs(0, 2);

let coordinator: TestCoordinator;
let referee: SimulatedHost;
beforeAll(async () => {
  const signer = await createSigner();
  coordinator = await startCoordinator({ refereeKeys: [signer.publicKey], refereeAfterMs: 1000 });
  referee = await signInHost(coordinator.url, signer);
});
afterAll(() => coordinator.close());
beforeEach(() =>
  query(coordinator.databaseUrl, `update tasks set state = 'cancelled' where state = 'ready'`),
);

const failOn = async (host: SimulatedHost, code: 'engine_failed' | 'host_incapable' = 'engine_failed') => {
  const [task] = await host.lease();
  if (!task) throw new Error('There was no task.');
  return host.fail(task, code, WORDS);
};
const booksOf = (job: { projectId: Parameters<typeof readProjectBooks>[1] }) =>
  readProjectBooks(coordinator.databaseUrl, job.projectId);

test('after three hosts the whole job is failed with the message, and the whole reserve refunded', async () => {
  const tiny = await createTinyJob(coordinator.url, { rows: 20, rowsPerWorkunit: 2 });
  expect(await booksOf(tiny)).toMatchObject({ escrow: 10n, verification: 10n });
  const hosts = await signInHosts(coordinator.url, 3);
  expect(await failOn(hosts[0]!)).toMatchObject({ state: 'failed' });
  expect(await failOn(hosts[1]!)).toMatchObject({ state: 'failed' });
  expect(await tiny.requester.job(signal, tiny.job.id)).toMatchObject({ state: 'active', error: null });
  expect(await failOn(hosts[2]!)).toMatchObject({ state: 'failed' });

  const error = { code: 'engine_failed', message: WORDS };
  expect(await tiny.requester.job(signal, tiny.job.id)).toMatchObject({
    state: 'failed',
    error,
    progress: { workunits: 10, validated: 0, failed: 10 },
  });
  for await (const line of tiny.requester.results(signal, tiny.job.id)) {
    expect(line).toMatchObject({ state: 'failed', outputs: null, error });
  }
  const project = await tiny.requester.project(signal, tiny.projectId);
  expect(project.jobs).toMatchObject([{ state: 'failed', error }]);
  const books = await booksOf(tiny);
  expect(books).toMatchObject({ escrow: 0n, verification: 0n });
  expect(String(books.budget)).toBe(project.budgetMicro);
  expect(await (await signInHost(coordinator.url)).lease({ maxTasks: 64 })).toEqual([]);
});

test('with the referee among them, two suffice', async () => {
  const tiny = await createTinyJob(coordinator.url, { rows: 2 });
  await failOn((await signInHosts(coordinator.url, 1))[0]!);
  coordinator.advance(1001);
  expect(await failOn(referee)).toMatchObject({ state: 'failed' });
  expect(await tiny.requester.job(signal, tiny.job.id)).toMatchObject({
    state: 'failed',
    error: { code: 'engine_failed', message: WORDS },
  });
});

test('what a device cannot do does not count: the task goes out again', async () => {
  const tiny = await createTinyJob(coordinator.url, { rows: 2 });
  for (const host of await signInHosts(coordinator.url, 5)) {
    expect(await failOn(host, 'host_incapable')).toMatchObject({ state: 'failed' });
  }
  expect(await tiny.requester.job(signal, tiny.job.id)).toMatchObject({ state: 'active', error: null });
  for (const host of await signInHosts(coordinator.url, 2)) {
    expect(await host.report((await host.lease())[0]!, honest)).not.toHaveProperty('error');
  }
  expect(await tiny.requester.job(signal, tiny.job.id)).toMatchObject({ state: 'completed' });
});

test('a device that cannot do it tries three engines and then gets other work', async () => {
  await createTinyJob(coordinator.url, { rows: 2 });
  const host = (await signInHosts(coordinator.url, 1))[0]!;
  for (let engine = 1; engine <= 3; engine++) await failOn(host, 'host_incapable');
  expect(await host.lease()).toEqual([]);
});

test('a failure among results that agree costs a try, not the job', async () => {
  const tiny = await createTinyJob(coordinator.url, { rows: 2 });
  const [a, b, c] = (await signInHosts(coordinator.url, 3)) as [SimulatedHost, SimulatedHost, SimulatedHost];
  await failOn(a);
  for (const host of [b, c]) await host.report((await host.lease())[0]!, honest);
  expect(await tiny.requester.job(signal, tiny.job.id)).toMatchObject({ state: 'completed', error: null });
  expect(await creditOf(a)).toMatchObject({ pendingMicro: '0', heldMicro: '0' });
});

describe('what still comes for a failed job', () => {
  test('is answered, neither paid nor pending, and opens nothing again', async () => {
    const tiny = await createTinyJob(coordinator.url, { rows: 8, rowsPerWorkunit: 2 });
    const [early, silent, ...failing] = await signInHosts(coordinator.url, 5);
    const leased = await early!.lease({ maxTasks: 4 });
    const [before, ...later] = leased;
    const { start, end } = before!.inputs[0]!;
    expect(await early!.report(before!, tinyOutputs(start, end))).toMatchObject({ state: 'pending' });
    const [late] = await silent!.lease();
    coordinator.advance(LEASE_MS - 1000);
    // All three fail the same workunit, the first that is still ready.
    for (const host of failing) await failOn(host);
    expect(await tiny.requester.job(signal, tiny.job.id)).toMatchObject({ state: 'failed' });

    for (const task of later) {
      const range = task.inputs[0]!;
      expect(await early!.report(task, tinyOutputs(range.start, range.end))).toMatchObject({
        state: 'failed',
      });
    }
    coordinator.advance(2000);
    await coordinator.server.sweep();
    const again = await signInAgain(coordinator.url, silent!);
    expect(await again.fail(late!, 'engine_failed', 'too late')).toMatchObject({ state: 'failed' });
    expect(await creditOf(early!)).toEqual({ pendingMicro: '0', heldMicro: '0', availableMicro: '0' });
    expect(await tiny.requester.job(signal, tiny.job.id)).toMatchObject({
      state: 'failed',
      error: { message: WORDS },
      progress: { validated: 0, failed: 4 },
    });
    const states = await query<{ state: string }>(
      coordinator.databaseUrl,
      `select distinct state from workunits where job_id = '${tiny.job.id}'`,
    );
    expect(states).toEqual([{ state: 'failed' }]);
    expect(await booksOf(tiny)).toMatchObject({ escrow: 0n, verification: 0n });
    expect(await (await signInHost(coordinator.url)).lease({ maxTasks: 64 })).toEqual([]);
  });
});

test('three failures at once and a result beside them leave one story', async () => {
  const tiny = await createTinyJob(coordinator.url, { rows: 2, policy: { type: 'quorum', quorum: 5 } });
  const hosts = await signInHosts(coordinator.url, 5);
  const tasks: LeasedTask[] = [];
  for (const host of hosts) tasks.push((await host.lease())[0]!);
  await Promise.all([
    hosts[0]!.report(tasks[0]!, honest),
    ...hosts.slice(1).map((host, i) => host.fail(tasks[i + 1]!, 'engine_failed', WORDS)),
  ]);
  expect(await tiny.requester.job(signal, tiny.job.id)).toMatchObject({
    state: 'failed',
    progress: { workunits: 1, failed: 1 },
  });
  expect(await creditOf(hosts[0]!)).toMatchObject({ pendingMicro: '0', heldMicro: '0' });
  expect(await booksOf(tiny)).toMatchObject({ escrow: 0n, verification: 0n });
});
