// Results that agree and results that do not: what is paid, what is asked for again, what is given up.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAX_COUNTED_TASKS } from '../../src/domain/workunit.ts';
import type { Comparator } from '../../src/protocol/program.ts';
import type { JobResultLine } from '../../src/protocol/requests.ts';
import type { Outputs, OutputValue } from '../../src/protocol/values.ts';
import type { HistoryResponse } from '../../src/protocol/work.ts';
import { creditOf, readProjectBooks } from '../support/books.ts';
import { startCoordinator, type TestCoordinator } from '../support/coordinator.ts';
import { tensorOf, textOf } from '../support/inlineValues.ts';
import { signInHost, signInHosts, type SimulatedHost } from '../support/simulatedHost.ts';
import { createTinyJob, tinyOutputs, type TinyJob, tinyModel } from '../support/tinyJob.ts';

const signal = AbortSignal.timeout(30_000);
const ONE_WORKUNIT = { rows: 2, rowsPerWorkunit: 2 };

let coordinator: TestCoordinator;
beforeAll(async () => {
  coordinator = await startCoordinator();
});
afterAll(() => coordinator.close());

/** One host after the other takes the workunit's next task and reports; the states they are told. */
async function reportInTurn(
  hosts: readonly SimulatedHost[],
  outputs: readonly Outputs[],
): Promise<unknown[]> {
  const states: unknown[] = [];
  for (const [i, host] of hosts.entries()) {
    const [task] = await host.lease();
    if (!task) throw new Error(`There was no task for host ${i}.`);
    states.push((await host.report(task, outputs[i]!)).state);
  }
  return states;
}

async function resultsOf({ requester, job }: TinyJob): Promise<JobResultLine[]> {
  const lines: JobResultLine[] = [];
  for await (const line of requester.results(signal, job.id)) lines.push(line);
  return lines;
}

const held = async (host: SimulatedHost) => (await creditOf(host)).heldMicro;

test('a third result breaks a tie; the odd one gets no credit', async () => {
  const tiny = await createTinyJob(coordinator.url, ONE_WORKUNIT);
  const hosts = await signInHosts(coordinator.url, 3);
  const [honest, wrong] = [tinyOutputs(0, 2), tinyOutputs(0, 2, 5)];
  expect(await reportInTurn(hosts, [honest, wrong, honest])).toEqual(['pending', 'pending', 'valid']);
  expect(await Promise.all(hosts.map(held))).toEqual(['1', '0', '1']);
  const { items } = (await hosts[1]!.call<HistoryResponse>('GET', '/v1/me/history')).body;
  expect(items.map((item) => item.state)).toEqual(['invalid']);
  expect(await tiny.requester.job(signal, tiny.job.id)).toMatchObject({ state: 'completed', error: null });
  expect(await readProjectBooks(coordinator.databaseUrl, tiny.projectId)).toMatchObject({
    escrow: 0n,
    verification: 0n,
  });
});

test('the canonical result is the one in the middle, not the first', async () => {
  const output = { compare: { type: 'allclose', rtol: 0, atol: 1 } } as const;
  const policy = { type: 'quorum', quorum: 3 } as const;
  const tiny = await createTinyJob(coordinator.url, { ...ONE_WORKUNIT, output, policy });
  const outputs = [0, 1.5, 0.75].map((error) => tinyOutputs(0, 2, error));
  const states = await reportInTurn(await signInHosts(coordinator.url, 3), outputs);
  expect(states).toEqual(['pending', 'pending', 'valid']);
  expect((await resultsOf(tiny))[0]!.outputs).toEqual(outputs[2]);
});

test('a workunit that nobody agrees on fails with a reason, and its reserve goes back', async () => {
  const tiny = await createTinyJob(coordinator.url, ONE_WORKUNIT);
  const before = await readProjectBooks(coordinator.databaseUrl, tiny.projectId);
  expect(before).toMatchObject({ escrow: 1n, verification: 1n });
  const hosts = await signInHosts(coordinator.url, MAX_COUNTED_TASKS);
  const states = await reportInTurn(
    hosts,
    hosts.map((_, i) => tinyOutputs(0, 2, 10 * i)),
  );
  expect(states).toEqual([...hosts.slice(1).map(() => 'pending'), 'failed']);

  const reason = expect.stringContaining('8 results came back and no 2 of them agree') as string;
  const error = { code: 'no_agreement', message: reason };
  expect(await tiny.requester.job(signal, tiny.job.id)).toMatchObject({ state: 'failed', error });
  expect(await resultsOf(tiny)).toMatchObject([{ state: 'failed', outputs: null, error }]);
  const after = await readProjectBooks(coordinator.databaseUrl, tiny.projectId);
  expect(after).toEqual({ budget: before.budget + 2n, escrow: 0n, verification: 0n });
  const none = { pendingMicro: '0', heldMicro: '0', availableMicro: '0' };
  for (const host of hosts) expect(await creditOf(host)).toEqual(none);
  expect(await (await signInHost(coordinator.url)).lease()).toEqual([]);
});

test('results that are refused count as well, so that a program of NaN ends with its reason', async () => {
  const tiny = await createTinyJob(coordinator.url, ONE_WORKUNIT);
  const nan: Outputs = {
    y: tensorOf(
      'float32',
      [2, 3],
      Array.from({ length: 6 }, () => Number.NaN),
    ),
  };
  // After the seventh, a quorum of two no longer fits into the eight that a workunit may gather.
  for (const host of await signInHosts(coordinator.url, MAX_COUNTED_TASKS - 1)) {
    const [task] = await host.lease();
    expect(await host.report(task!, nan)).toMatchObject({ error: { code: 'result_malformed' } });
  }
  expect(await tiny.requester.job(signal, tiny.job.id)).toMatchObject({
    state: 'failed',
    error: { code: 'no_agreement', message: expect.stringContaining('not finite at index 0') as string },
  });
});

test('one failed workunit does not fail a job whose others are validated', async () => {
  const tiny = await createTinyJob(coordinator.url, { rows: 4, rowsPerWorkunit: 2 });
  const hosts = await signInHosts(coordinator.url, MAX_COUNTED_TASKS);
  for (const [i, host] of hosts.entries()) {
    for (const task of await host.lease({ maxTasks: 2 })) {
      const { start, end } = task.inputs[0]!;
      await host.report(task, tinyOutputs(start, end, start === 0 ? 0 : 10 * i));
    }
  }
  expect(await tiny.requester.job(signal, tiny.job.id)).toMatchObject({
    state: 'completed',
    error: { code: 'no_agreement' },
    progress: { validated: 1, failed: 1, rowsValidated: 2 },
  });
  expect((await resultsOf(tiny)).map((line) => line.state)).toEqual(['validated', 'failed']);
  expect(await readProjectBooks(coordinator.databaseUrl, tiny.projectId)).toMatchObject({
    escrow: 0n,
    verification: 0n,
  });
});

describe('the comparator of an output', () => {
  const rows = (...numbers: number[]): OutputValue => tensorOf('float32', [2, 3], numbers);
  const same = rows(1, 2, 3, 6, 5, 4);
  const cases: { compare: Comparator; agrees: OutputValue; differs: OutputValue }[] = [
    { compare: { type: 'exact' }, agrees: same, differs: rows(1, 2, 3, 6, 5, 4.0001) },
    {
      compare: { type: 'allclose', rtol: 1e-3, atol: 0 },
      agrees: rows(0.9995, 2, 3, 6, 5, 4),
      differs: rows(1.0015, 2, 3, 6, 5, 4),
    },
    {
      compare: { type: 'argmax', margin: 0 },
      agrees: rows(0, 0, 9, 9, 0, 0),
      differs: rows(0, 0, 9, 0, 9, 0),
    },
  ];

  test.each(cases)('$compare.type', async ({ compare, agrees, differs }) => {
    const tiny = await createTinyJob(coordinator.url, { ...ONE_WORKUNIT, output: { compare } });
    const hosts = await signInHosts(coordinator.url, 3);
    const outputs = [{ y: same }, { y: differs }, { y: agrees }];
    expect(await reportInTurn(hosts, outputs)).toEqual(['pending', 'pending', 'valid']);
    expect(await Promise.all(hosts.map(held))).toEqual(['1', '0', '1']);
    expect(await tiny.requester.job(signal, tiny.job.id)).toMatchObject({ state: 'completed' });
  });

  test('text, with a running character error rate', async () => {
    const { requester } = await createTinyJob(coordinator.url, {
      rows: 1,
      rowsPerWorkunit: 1,
      title: 'Unused',
    });
    const alphabet = await requester.uploadArtifact(signal, new TextEncoder().encode('\na\nb'));
    const tiny = await createTinyJob(coordinator.url, {
      ...ONE_WORKUNIT,
      model: tinyModel({ asSteps: true }),
      output: { decode: { type: 'ctc', alphabet }, compare: { type: 'text', maxErrorRate: 0.25 } },
      truth: { output: 'y', values: ['abca', 'cab'] },
    });
    const hosts = await signInHosts(coordinator.url, 5);
    // The first job's only workunit is out of the way once two hosts hold it.
    for (const host of hosts.slice(0, 2)) {
      const [task] = await host.lease();
      expect(await host.report(task!, tinyOutputs(0, 1))).not.toHaveProperty('error');
    }
    const [exact, spaced, wrong] = [textOf('abcb', 'cab'), textOf(' abcb\n', 'cab'), textOf('bbbb', 'cab')];
    const states = await reportInTurn(hosts.slice(2), [{ y: exact }, { y: wrong }, { y: spaced }]);
    expect(states).toEqual(['pending', 'pending', 'valid']);
    expect(await tiny.requester.job(signal, tiny.job.id)).toMatchObject({
      state: 'completed',
      score: { metric: 'characterErrorRate', numerator: 1, denominator: 7 },
    });
  });
});

test('a job with quorum 1 pays its one result at once', async () => {
  const policy = { type: 'quorum', quorum: 1 } as const;
  const tiny = await createTinyJob(coordinator.url, { ...ONE_WORKUNIT, policy });
  const [host] = await signInHosts(coordinator.url, 1);
  expect(await reportInTurn([host!], [tinyOutputs(0, 2)])).toEqual(['valid']);
  expect(await readProjectBooks(coordinator.databaseUrl, tiny.projectId)).toMatchObject({
    escrow: 0n,
    verification: 0n,
  });
});
