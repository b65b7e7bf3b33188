// The way of one workunit over the wire, spoken by hand: lease, result, validation, credit.

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MeResponse } from '../../src/protocol/work.ts';
import { query, startCoordinator, type TestCoordinator } from '../support/coordinator.ts';
import { signInHost } from '../support/simulatedHost.ts';
import { createTinyJob, tinyModel, tinyOutputs } from '../support/tinyJob.ts';
import { send } from '../support/wire.ts';

let coordinator: TestCoordinator;
beforeAll(async () => {
  coordinator = await startCoordinator();
});
afterAll(() => coordinator.close());

test('two agreeing results validate a workunit, pay both hosts and finish the job', async () => {
  const { requester, job, projectId } = await createTinyJob(coordinator.url, { rows: 4 });
  const project = (await send(`${coordinator.url}/v1/projects/${projectId}`)).body;
  expect(project).toMatchObject({ jobs: [{ modelBytes: tinyModel().byteLength }] });
  const [a, b] = [await signInHost(coordinator.url), await signInHost(coordinator.url)];
  const [tasksA, tasksB] = [await a.lease({ maxTasks: 4 }), await b.lease({ maxTasks: 4 })];
  expect(tasksA).toHaveLength(2);
  expect(tasksB).toHaveLength(2);
  for (const task of tasksA) {
    const { start, end } = task.inputs[0]!;
    expect(await a.report(task, tinyOutputs(start, end))).toMatchObject({ state: 'pending' });
  }
  const before = (await a.call<MeResponse>('GET', '/v1/me')).body;
  expect(before.credit).toEqual({ pendingMicro: '2', heldMicro: '0', availableMicro: '0' });
  for (const task of tasksB) {
    const { start, end } = task.inputs[0]!;
    expect(await b.report(task, tinyOutputs(start, end, 1e-6))).toMatchObject({ state: 'valid' });
  }
  for (const host of [a, b]) {
    const { credit } = (await host.call<MeResponse>('GET', '/v1/me')).body;
    expect(credit).toEqual({ pendingMicro: '0', heldMicro: '2', availableMicro: '0' });
  }
  const view = await requester.job(AbortSignal.timeout(5000), job.id);
  expect(view).toMatchObject({ state: 'completed', progress: { validated: 2, rowsValidated: 4 } });
  const lines = [];
  for await (const line of requester.results(AbortSignal.timeout(5000), job.id)) lines.push(line);
  expect(lines.map((line) => line.state)).toEqual(['validated', 'validated']);
  expect(lines[0]!.outputs).toHaveProperty('y');
  const [sum] = await query<{ sum: string }>(
    coordinator.databaseUrl,
    'select sum(balance_micro)::text as sum from balances',
  );
  expect(sum!.sum).toBe('0');
});
