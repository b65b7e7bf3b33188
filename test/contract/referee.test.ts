// The operator's own referee: it steps in only where a workunit has waited, so that volunteers come first.

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { query, startCoordinator, type TestCoordinator } from '../support/coordinator.ts';
import { createSigner } from '../support/signer.ts';
import { signInHost, signInHosts, type SimulatedHost } from '../support/simulatedHost.ts';
import { createTinyJob, tinyOutputs } from '../support/tinyJob.ts';

const REFEREE_AFTER_MS = 4000;
const honest = tinyOutputs(0, 2);

let coordinator: TestCoordinator;
let referee: SimulatedHost;
beforeAll(async () => {
  const signer = await createSigner();
  coordinator = await startCoordinator({
    refereeKeys: [signer.publicKey],
    refereeAfterMs: REFEREE_AFTER_MS,
  });
  referee = await signInHost(coordinator.url, signer);
});
afterAll(() => coordinator.close());
beforeEach(() =>
  query(coordinator.databaseUrl, `update tasks set state = 'cancelled' where state = 'ready'`),
);

test('gets nothing of a workunit that nobody has reported on', async () => {
  await createTinyJob(coordinator.url, { rows: 2 });
  const [host] = await signInHosts(coordinator.url, 1);
  expect(await host!.lease()).toHaveLength(1);
  coordinator.advance(10 * REFEREE_AFTER_MS);
  expect(await referee.lease()).toEqual([]);
});

test('gives the second result once a workunit has waited long enough, and not before', async () => {
  const { requester, job } = await createTinyJob(coordinator.url, { rows: 2 });
  const [host] = await signInHosts(coordinator.url, 1);
  const [task] = await host!.lease();
  expect(await host!.report(task!, honest)).toMatchObject({ state: 'pending' });
  coordinator.advance(REFEREE_AFTER_MS - 1000);
  expect(await referee.lease()).toEqual([]);
  coordinator.advance(1001);
  const [second] = await referee.lease();
  expect(await referee.report(second!, honest)).toMatchObject({ state: 'valid' });
  expect(await requester.job(AbortSignal.timeout(5000), job.id)).toMatchObject({ state: 'completed' });
});

test('leaves the task to a volunteer who comes first', async () => {
  await createTinyJob(coordinator.url, { rows: 2 });
  const [a, b] = await signInHosts(coordinator.url, 2);
  await a!.report((await a!.lease())[0]!, honest);
  const [task] = await b!.lease();
  coordinator.advance(REFEREE_AFTER_MS + 1);
  expect(await referee.lease()).toEqual([]);
  expect(await b!.report(task!, honest)).toMatchObject({ state: 'valid' });
});

test('never checks itself', async () => {
  await createTinyJob(coordinator.url, { rows: 2, policy: { type: 'quorum', quorum: 3 } });
  const [host] = await signInHosts(coordinator.url, 1);
  await host!.report((await host!.lease())[0]!, honest);
  coordinator.advance(REFEREE_AFTER_MS + 1);
  const tasks = await referee.lease({ maxTasks: 5 });
  expect(tasks).toHaveLength(1);
  expect(await referee.report(tasks[0]!, honest)).toMatchObject({ state: 'pending' });
  coordinator.advance(REFEREE_AFTER_MS + 1);
  expect(await referee.lease({ maxTasks: 5 })).toEqual([]);
});
