// Credits from the budget to the volunteer: a budget that does not suffice, holds and their release, the books.

import { afterEach, expect, test } from 'vitest';
import type { HistoryResponse, MeResponse } from '../../src/protocol/work.ts';
import { creditOf, readBooks, readProjectBooks } from '../support/books.ts';
import { query, startCoordinator, type TestCoordinator } from '../support/coordinator.ts';
import { signInAgain, signInHosts, type SimulatedHost } from '../support/simulatedHost.ts';
import { createTinyJob, prepareTinyJob, tinyOutputs } from '../support/tinyJob.ts';
import { bearer, expectRefusal, post } from '../support/wire.ts';

const HOLD_MS = 3600_000;
const signal = AbortSignal.timeout(30_000);

let coordinator: TestCoordinator;
afterEach(() => coordinator.close());

/** Each host in turn takes and computes whatever it may. */
async function computeAll(hosts: readonly SimulatedHost[]): Promise<void> {
  for (const host of hosts) {
    for (;;) {
      const tasks = await host.lease({ maxTasks: 64 });
      if (tasks.length === 0) break;
      for (const task of tasks) {
        const { start, end } = task.inputs[0]!;
        await host.report(task, tinyOutputs(start, end));
      }
    }
  }
}

test('a budget that is too small creates nothing at all', async () => {
  coordinator = await startCoordinator({ projectGrantMicro: 7n });
  const { requester, projectId, request } = await prepareTinyJob(coordinator.url, { rows: 8 });
  const create = async (body: object) =>
    post(`${coordinator.url}/v1/jobs`, body, bearer(await requester.token(signal)));
  expectRefusal(await create(request), 'budget_empty', /does not cover this job's 8 micro-credits/);
  const [rows] = await query(
    coordinator.databaseUrl,
    `select (select count(*)::int from jobs) as jobs, (select count(*)::int from workunits) as workunits,
            (select count(*)::int from tasks) as tasks,
            (select count(*)::int from postings where kind = 'reserve') as reserves`,
  );
  expect(rows).toEqual({ jobs: 0, workunits: 0, tasks: 0, reserves: 0 });
  const untouched = { budget: 7n, escrow: 0n, verification: 0n };
  expect(await readProjectBooks(coordinator.databaseUrl, projectId)).toEqual(untouched);

  // Under the same id a job that the budget covers, and then not two of them at once.
  const smaller = { ...request, rowsPerWorkunit: 8 };
  expect(await create(smaller)).toMatchObject({ status: 200 });
  const more = Array.from({ length: 4 }, () => ({ ...smaller, id: crypto.randomUUID() }));
  const answers = await Promise.all(more.map(create));
  expect(answers.map(({ status }) => status).toSorted((x, y) => x - y)).toEqual([200, 200, 402, 402]);
  expect(await readProjectBooks(coordinator.databaseUrl, projectId)).toEqual({
    budget: 1n,
    escrow: 3n,
    verification: 3n,
  });
});

test('credits are pending, then held, and available once the hold has passed', async () => {
  coordinator = await startCoordinator({ holdMs: HOLD_MS });
  await createTinyJob(coordinator.url, { rows: 4 });
  let [a, b] = (await signInHosts(coordinator.url, 2)) as [SimulatedHost, SimulatedHost];
  await computeAll([a]);
  expect(await creditOf(a)).toEqual({ pendingMicro: '2', heldMicro: '0', availableMicro: '0' });
  const grantedAt = coordinator.clock();
  await computeAll([b]);
  for (const host of [a, b]) {
    expect(await creditOf(host)).toEqual({ pendingMicro: '0', heldMicro: '2', availableMicro: '0' });
  }
  const { nextReleaseAt } = (await a.call<MeResponse>('GET', '/v1/me')).body;
  expect(Date.parse(nextReleaseAt!)).toBeGreaterThanOrEqual(grantedAt + HOLD_MS);

  coordinator.advance(HOLD_MS - 60_000);
  await coordinator.server.sweep();
  [a, b] = [await signInAgain(coordinator.url, a), await signInAgain(coordinator.url, b)];
  expect(await creditOf(a)).toMatchObject({ heldMicro: '2', availableMicro: '0' });

  coordinator.advance(120_000);
  await coordinator.server.sweep();
  await coordinator.server.sweep();
  for (const host of [a, b]) {
    expect(await creditOf(host)).toEqual({ pendingMicro: '0', heldMicro: '0', availableMicro: '2' });
  }
  expect((await a.call<MeResponse>('GET', '/v1/me')).body.nextReleaseAt).toBeNull();
  const { items } = (await a.call<HistoryResponse>('GET', '/v1/me/history')).body;
  expect(items).toMatchObject([
    { state: 'valid', priceMicro: '1', projectName: 'Tiny', releaseAt: null },
    { state: 'valid', priceMicro: '1' },
  ]);
  await readBooks(coordinator.databaseUrl);
});

test('the history is read to its end page by page, however many results came in one instant', async () => {
  coordinator = await startCoordinator({ clock: () => Date.parse('2030-01-01T00:00:00Z') });
  await createTinyJob(coordinator.url, { rows: 64, rowsPerWorkunit: 1 });
  await createTinyJob(coordinator.url, { rows: 20, rowsPerWorkunit: 1 });
  const [host] = await signInHosts(coordinator.url, 1);
  await computeAll([host!]);
  const seen: string[] = [];
  let page = '/v1/me/history';
  for (;;) {
    const { items, nextBefore } = (await host!.call<HistoryResponse>('GET', page)).body;
    seen.push(...items.map(({ taskId }) => taskId));
    if (nextBefore === null) break;
    page = `/v1/me/history?before=${encodeURIComponent(nextBefore)}`;
  }
  expect(seen).toHaveLength(84);
  expect(new Set(seen).size).toBe(84);
});

test("a job's price is what it costs, whoever computes it and in whatever order", async () => {
  coordinator = await startCoordinator();
  const tiny = await createTinyJob(coordinator.url, { rows: 12, policy: { type: 'quorum', quorum: 3 } });
  const before = await readProjectBooks(coordinator.databaseUrl, tiny.projectId);
  expect(before).toMatchObject({ escrow: 6n, verification: 12n });
  const hosts = await signInHosts(coordinator.url, 3);
  await Promise.all(hosts.map((host) => computeAll([host])));
  await computeAll(hosts);
  expect(await tiny.requester.job(signal, tiny.job.id)).toMatchObject({ state: 'completed' });
  expect(await readProjectBooks(coordinator.databaseUrl, tiny.projectId)).toEqual({
    budget: before.budget,
    escrow: 0n,
    verification: 0n,
  });
  for (const host of hosts) expect(await creditOf(host)).toMatchObject({ heldMicro: '6' });
});
