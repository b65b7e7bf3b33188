// Results that do not fit: each is refused with its reason, and the good ones beside it in the request count.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Outputs } from '../../src/protocol/values.ts';
import type { LeasedTask, ResultOutcome, ResultsResponse } from '../../src/protocol/work.ts';
import { query, startCoordinator, type TestCoordinator } from '../support/coordinator.ts';
import { tensorOf, textOf } from '../support/inlineValues.ts';
import { NUMERIC_CLASS, signInHosts, type SimulatedHost } from '../support/simulatedHost.ts';
import { createTinyJob, tinyOutputs } from '../support/tinyJob.ts';
import { bearer, expectRefusal, post } from '../support/wire.ts';

let coordinator: TestCoordinator;
let host: SimulatedHost;
let other: SimulatedHost;
beforeAll(async () => {
  coordinator = await startCoordinator();
  [host, other] = (await signInHosts(coordinator.url, 2)) as [SimulatedHost, SimulatedHost];
});
afterAll(() => coordinator.close());
beforeEach(() =>
  query(coordinator.databaseUrl, `update tasks set state = 'cancelled' where state = 'ready'`),
);

const honest = tinyOutputs(0, 2);

async function leaseSome(rows = 2): Promise<LeasedTask[]> {
  await createTinyJob(coordinator.url, { rows, rowsPerWorkunit: 2 });
  return host.lease({ maxTasks: rows / 2 });
}

const itemOf = ({ taskId, leaseToken }: LeasedTask, rest: object = {}) => ({
  taskId,
  leaseToken,
  numericClass: NUMERIC_CLASS,
  computeMs: 5,
  outputs: honest,
  ...rest,
});

async function report(from: SimulatedHost, ...results: unknown[]): Promise<ResultOutcome[]> {
  const { status, body } = await from.call<ResultsResponse>('POST', '/v1/results', { results });
  expect(status).toBe(200);
  return body.results;
}

const refused = (code: string, message: RegExp) => ({
  error: { code, message: expect.stringMatching(message) as string },
});

describe('outputs that the program does not give', () => {
  const nan = tensorOf('float32', [2, 3], [1, 2, Number.NaN, 4, 5, 6]);
  const infinite = tensorOf('float32', [2, 3], [1, 2, 3, 4, 5, -Infinity]);
  const cases: [string, Outputs, RegExp][] = [
    ['of no name at all', {}, /Output 'y' is missing/],
    ['of another name', { z: honest.y! }, /Output 'z' is none of the program's \(y\)/],
    ['too many', { ...honest, z: honest.y! }, /Output 'z' is none/],
    [
      'of another type',
      { y: tensorOf('int32', [2, 3], [1, 2, 3, 4, 5, 6]) },
      /is int32, the program gives float32/,
    ],
    [
      'of another rank',
      { y: tensorOf('float32', [6], [1, 2, 3, 4, 5, 6]) },
      /has shape \[6\], expected \[2, 3\]/,
    ],
    [
      'of other sizes',
      { y: tensorOf('float32', [3, 2], [1, 2, 3, 4, 5, 6]) },
      /shape \[3, 2\], expected \[2, 3\]/,
    ],
    ['of fewer rows', tinyOutputs(0, 1), /shape \[1, 3\], expected \[2, 3\]/],
    [
      'of fewer bytes',
      { y: { ...tensorOf('float32', [2], [1, 2]), shape: [2, 3] } },
      /8 bytes, which do not fill/,
    ],
    ['of text', { y: textOf('a', 'b') }, /is a text, the program gives a tensor/],
    ['with NaN', { y: nan }, /not finite at index 2/],
    ['with infinity', { y: infinite }, /not finite at index 5/],
  ];

  test.each(cases)('%s', async (_, outputs, message) => {
    const [task] = await leaseSome();
    expect(await report(host, itemOf(task!, { outputs }))).toMatchObject([
      { taskId: task!.taskId, ...refused('result_malformed', message) },
    ]);
  });
});

describe('items that do not fit the schema', () => {
  const tensor = honest.y!;
  test.each([
    ['nothing', null, /does not fit/],
    ['a text', 'result', /does not fit/],
    ['no lease token', { leaseToken: undefined }, /leaseToken/],
    ['a negative time', { computeMs: -1 }, /computeMs/],
    ['an unknown engine', { numericClass: { ...NUMERIC_CLASS, engine: 'abacus' } }, /numericClass.engine/],
    [
      'both outputs and a failure',
      { failure: { code: 'engine_failed', message: '' } },
      /either outputs or a failure/,
    ],
    ['neither outputs nor a failure', { outputs: undefined }, /either outputs or a failure/],
    ['data that is not base64', { outputs: { y: { ...tensor, data: '***' } } }, /must be base64/],
    ['a negative size', { outputs: { y: { ...tensor, shape: [-2, 3] } } }, /shape.0/],
    ['a fractional size', { outputs: { y: { ...tensor, shape: [2.5, 3] } } }, /shape.0/],
    ['an unknown element type', { outputs: { y: { ...tensor, dtype: 'bfloat16' } } }, /dtype/],
    [
      'a failure of another kind',
      { outputs: undefined, failure: { code: 'internal', message: '' } },
      /failure.code/,
    ],
    [
      'a text that cannot be stored',
      { outputs: { y: textOf('a\u0000') } },
      /outputs.y.values.0: has characters/,
    ],
  ])('%s: the good ones beside it count', async (_, change, message) => {
    const [first, bad, last] = await leaseSome(6);
    const item = typeof change === 'object' && change !== null ? itemOf(bad!, change) : change;
    const outputsOf = ({ inputs }: LeasedTask) => ({
      outputs: tinyOutputs(inputs[0]!.start, inputs[0]!.end),
    });
    const items = [itemOf(first!, outputsOf(first!)), item, itemOf(last!, outputsOf(last!))];
    expect(await report(host, ...items)).toMatchObject([
      { taskId: first!.taskId, state: 'pending' },
      refused('result_malformed', message),
      { taskId: last!.taskId, state: 'pending' },
    ]);
    // What never fitted was not taken: the lease is still good.
    expect(await report(host, itemOf(bad!, outputsOf(bad!)))).toMatchObject([{ state: 'pending' }]);
  });

  test('a failure whose message cannot be stored', async () => {
    const [task] = await leaseSome();
    const failure = { code: 'engine_failed', message: 'bad \ud800' };
    const item = itemOf(task!, { outputs: undefined, failure });
    expect(await report(host, item)).toMatchObject([
      refused('result_malformed', /failure.message: has characters/),
    ]);
  });
});

describe("another's lease", () => {
  test('is not reported on, whoever holds its token', async () => {
    const [mine] = await leaseSome();
    const [theirs] = await other.lease();
    expect(await report(host, itemOf(theirs!), itemOf(mine!))).toMatchObject([
      { taskId: theirs!.taskId, ...refused('lease_not_yours', /another host/) },
      { taskId: mine!.taskId, state: 'pending' },
    ]);
    expect(await report(other, itemOf(theirs!))).toMatchObject([{ state: 'valid' }]);
  });

  test('is not opened by the token of another task, nor by a made up one', async () => {
    const [one, two] = await leaseSome(4);
    const swapped = itemOf({ ...one!, leaseToken: two!.leaseToken });
    const madeUp = itemOf({ ...one!, leaseToken: 'A'.repeat(86) });
    const unknown = itemOf({ ...one!, taskId: crypto.randomUUID() as LeasedTask['taskId'] });
    const outcome = refused('lease_not_yours', /does not belong to this task/);
    expect(await report(host, swapped, madeUp, unknown)).toMatchObject([outcome, outcome, outcome]);
    expect(await report(host, itemOf(one!))).not.toMatchObject([{ error: expect.anything() as object }]);
  });

  test('is not opened by a session token', async () => {
    const [task] = await leaseSome();
    const item = itemOf({ ...task!, leaseToken: host.token });
    expect(await report(host, item)).toMatchObject([refused('lease_not_yours', /does not belong/)]);
  });
});

describe('requests that carry no results', () => {
  test.each([
    ['none', { results: [] }, /results/],
    ['too many', { results: Array.from({ length: 101 }, () => null) }, /results/],
    ['not a list', { results: {} }, /results/],
    ['nothing', {}, /results/],
  ])('%s', async (_, body, message) => {
    const answer = await post(`${coordinator.url}/v1/results`, body, bearer(host.token));
    expectRefusal(answer, 'bad_request', message);
  });

  test('a hundred misfits are a hundred outcomes', async () => {
    const outcomes = await report(host, ...Array.from({ length: 100 }, (_, i) => ({ i })));
    expect(outcomes).toHaveLength(100);
    for (const outcome of outcomes)
      expect(outcome).toMatchObject(refused('result_malformed', /does not fit/));
  });
});
