import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tensorOf } from '../../test/support/inlineValues.ts';
import type { WireError } from '../protocol/errors.ts';
import type { Comparator } from '../protocol/program.ts';
import type { Outputs } from '../protocol/values.ts';
import { compareOutputs } from './compare.ts';
import {
  decide,
  MAX_COUNTED_TASKS,
  MAX_FAILED_TASKS,
  type Decision,
  type TaskFacts,
  type TaskState,
  type WorkunitFacts,
} from './workunit.ts';

/** Within 1 of each other: 0 agrees with 0.75, 0.75 with 1.5, 0 not with 1.5. */
const comparators: Record<string, Comparator> = { y: { type: 'allclose', rtol: 0, atol: 1 } };
const outputsOf = (value: number): Outputs => ({ y: tensorOf('float32', [1], [value]) });
const agree = (a: Outputs | null, b: Outputs | null) => compareOutputs(a!, b!, comparators).agrees;
const engineError: WireError = { code: 'engine_failed', message: 'no such operator' };

function task(id: string, state: TaskState, rest: Partial<TaskFacts> = {}): TaskFacts {
  return { id, state, volunteerId: id, byReferee: false, outputs: null, failure: null, ...rest };
}
const result = (id: string, value: number) => task(id, 'reported', { outputs: outputsOf(value) });
const failure = (id: string, rest: Partial<TaskFacts> = {}) =>
  task(id, 'failed', { failure: { ...engineError, message: `failed in ${id}` }, ...rest });
const open = (quorum: number): WorkunitFacts => ({
  state: 'open',
  quorum,
  comparators,
  canonicalTaskId: null,
});

const someTask = fc
  .record({
    state: fc.constantFrom<TaskState>(
      'ready',
      'leased',
      'reported',
      'reported',
      'reported',
      'invalid',
      'failed',
      'expired',
      'returned',
      'cancelled',
    ),
    value: fc.constantFrom(0, 0, 0.3, 0.75, 1.5, 1.6, 9),
    byReferee: fc.boolean(),
  })
  .map(({ state, value, byReferee }) => ({
    state,
    byReferee,
    outputs: state === 'reported' ? outputsOf(value) : null,
    failure: state === 'failed' || state === 'invalid' ? engineError : null,
  }));
const someTasks = fc
  .array(someTask, { maxLength: 10 })
  .map((tasks) => tasks.map((facts, i) => ({ ...facts, id: `t${i}`, volunteerId: `v${i}` })));
const quorum = fc.integer({ min: 1, max: 5 });

/** The facts after a decision was carried out, as the coordinator does. */
function carriedOut(workunit: WorkunitFacts, tasks: readonly TaskFacts[], decision: Decision) {
  const { verdicts, canonicalTaskId, cancelReady, failed, newTasks } = decision;
  const after = tasks.map((facts): TaskFacts => {
    const state =
      verdicts.get(facts.id) ?? (cancelReady && facts.state === 'ready' ? 'cancelled' : facts.state);
    return { ...facts, state };
  });
  for (let i = 0; i < newTasks; i++) after.push(task(`n${after.length}`, 'ready', { volunteerId: null }));
  const state = failed ? 'failed' : canonicalTaskId ? 'validated' : workunit.state;
  return {
    workunit: { ...workunit, state, canonicalTaskId: canonicalTaskId ?? workunit.canonicalTaskId } as const,
    tasks: after,
  };
}

const plain = ({ verdicts, ...rest }: Decision) => ({
  ...rest,
  verdicts: [...verdicts].sort(([a], [b]) => (a < b ? -1 : 1)),
});

describe('any decision', () => {
  test('does not depend on the order of the tasks', () => {
    const shuffled = someTasks.chain((tasks) =>
      fc.tuple(
        fc.constant(tasks),
        fc.shuffledSubarray(tasks, { minLength: tasks.length, maxLength: tasks.length }),
      ),
    );
    fc.assert(
      fc.property(quorum, shuffled, (n, [tasks, others]) => {
        expect(plain(decide(open(n), others))).toEqual(plain(decide(open(n), tasks)));
      }),
      { numRuns: 500 },
    );
  });

  test('is idempotent: once carried out, nothing is left to decide', () => {
    fc.assert(
      fc.property(quorum, someTasks, (n, tasks) => {
        const after = carriedOut(open(n), tasks, decide(open(n), tasks));
        expect(plain(decide(after.workunit, after.tasks))).toEqual({
          verdicts: [],
          canonicalTaskId: null,
          newTasks: 0,
          cancelReady: false,
          failed: null,
        });
      }),
      { numRuns: 500 },
    );
  });

  test('validates with the quorum at least, pays what agrees with the canonical and nothing else', () => {
    fc.assert(
      fc.property(quorum, someTasks, (n, tasks) => {
        const { canonicalTaskId, verdicts, failed } = decide(open(n), tasks);
        const paid = [...verdicts].filter(([, verdict]) => verdict === 'valid').map(([id]) => id);
        if (canonicalTaskId === null) {
          expect(paid).toEqual([]);
          return;
        }
        expect(failed).toBeNull();
        expect(paid).toContain(canonicalTaskId);
        expect(paid.length).toBeGreaterThanOrEqual(n);
        const canonical = tasks.find(({ id }) => id === canonicalTaskId)!;
        for (const { id, state, outputs } of tasks) {
          const wanted =
            state !== 'reported' ? undefined : agree(canonical.outputs, outputs) ? 'valid' : 'invalid';
          expect(verdicts.get(id)).toBe(wanted);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('validates whenever some result agrees with a quorum, and chooses the one with the most agreement', () => {
    fc.assert(
      fc.property(quorum, someTasks, (n, tasks) => {
        const reported = tasks.filter(({ state }) => state === 'reported');
        const agreement = (one: TaskFacts) =>
          reported.filter((other) => agree(one.outputs, other.outputs)).length;
        const most = Math.max(0, ...reported.map(agreement));
        const { canonicalTaskId } = decide(open(n), tasks);
        expect(canonicalTaskId !== null).toBe(most >= n);
        if (canonicalTaskId !== null) {
          expect(agreement(tasks.find(({ id }) => id === canonicalTaskId)!)).toBe(most);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('leaves enough open tasks to reach the quorum, never more, or gives up with a reason', () => {
    fc.assert(
      fc.property(quorum, someTasks, (n, tasks) => {
        const decision = decide(open(n), tasks);
        if (decision.canonicalTaskId !== null) return;
        if (decision.failed) {
          expect(decision.failed.message.length).toBeGreaterThan(10);
          expect(decision).toMatchObject({ newTasks: 0, cancelReady: true });
          return;
        }
        const waiting = tasks.filter(({ state }) => state === 'ready' || state === 'leased').length;
        const reported = tasks.filter(({ state }) => state === 'reported');
        const most = Math.max(
          0,
          ...reported.map((one) => reported.filter((other) => agree(one.outputs, other.outputs)).length),
        );
        expect(decision.newTasks).toBe(Math.max(0, n - most - waiting));
      }),
      { numRuns: 500 },
    );
  });
});

describe('the canonical result', () => {
  test('is the medoid, not the first', () => {
    const tasks = [result('a', 0), result('b', 1.5), result('c', 0.75)];
    const { canonicalTaskId, verdicts } = decide(open(3), tasks);
    expect(canonicalTaskId).toBe('c');
    expect([...verdicts.values()]).toEqual(['valid', 'valid', 'valid']);
  });

  test('is the closest to the others where several agree with as many', () => {
    const tasks = [result('a', 0), result('b', 0.5), result('c', 0.6)];
    expect(decide(open(2), tasks).canonicalTaskId).toBe('b');
  });

  test('is that of the lowest id where nothing else tells', () => {
    expect(decide(open(2), [result('b', 0), result('a', 0)]).canonicalTaskId).toBe('a');
  });
});

describe('disagreement', () => {
  test('asks for one more result, which breaks the tie; the odd one is not paid', () => {
    const two = [result('a', 0), result('b', 9)];
    expect(decide(open(2), two)).toMatchObject({ newTasks: 1, canonicalTaskId: null, failed: null });
    const { verdicts } = decide(open(2), [...two, result('c', 9)]);
    expect(Object.fromEntries(verdicts)).toEqual({ a: 'invalid', b: 'valid', c: 'valid' });
  });

  test('ends with a reason after as many results as a workunit may gather; nobody is paid or blamed', () => {
    let workunit = open(2);
    let tasks: readonly TaskFacts[] = [task('t0', 'ready'), task('t1', 'ready')];
    let results = 0;
    while (workunit.state === 'open') {
      const ready = tasks.find(({ state }) => state === 'ready')!;
      tasks = tasks.map((facts) => (facts === ready ? result(facts.id, 10 * results) : facts));
      results++;
      const decision = decide(workunit, tasks);
      if (decision.failed) {
        expect(decision.failed).toMatchObject({
          code: 'no_agreement',
          message: expect.stringContaining(`${MAX_COUNTED_TASKS} results came back`) as string,
        });
        expect(new Set(decision.verdicts.values())).toEqual(new Set(['cancelled']));
      }
      ({ workunit, tasks } = carriedOut(workunit, tasks, decision));
    }
    expect(results).toBe(MAX_COUNTED_TASKS);
  });

  test('counts results that were refused, and tells why they were', () => {
    const refused = Array.from({ length: MAX_COUNTED_TASKS }, (_, i) =>
      task(`t${i}`, 'invalid', { failure: { code: 'result_malformed', message: "Output 'y' is NaN." } }),
    );
    expect(decide(open(2), refused.slice(0, -2))).toMatchObject({ newTasks: 2, failed: null });
    expect(decide(open(2), refused).failed).toMatchObject({
      code: 'no_agreement',
      message: expect.stringContaining("Output 'y' is NaN.") as string,
    });
  });
});

describe('a program that fails', () => {
  test(`is given up after ${MAX_FAILED_TASKS} hosts, in the words of the first`, () => {
    const two = [failure('a'), failure('b')];
    expect(decide(open(2), two)).toMatchObject({ newTasks: 2, failed: null });
    expect(decide(open(2), [failure('c'), ...two])).toMatchObject({
      failed: { code: 'engine_failed', message: 'failed in a' },
      cancelReady: true,
    });
  });

  test('is given up after two when the referee is one of them', () => {
    expect(decide(open(2), [failure('a', { byReferee: true })]).failed).toBeNull();
    expect(decide(open(2), [failure('a', { byReferee: true }), failure('b')]).failed).not.toBeNull();
  });

  test('on some hosts does not outweigh a quorum of others', () => {
    const failures = ['a', 'b', 'c'].map((id) => failure(id));
    expect(decide(open(2), [...failures, result('d', 0), result('e', 0)])).toMatchObject({
      canonicalTaskId: 'd',
      failed: null,
    });
  });
});

describe('what comes late', () => {
  const validated: WorkunitFacts = { ...open(2), state: 'validated', canonicalTaskId: 'a' };
  const settled = [
    { ...result('a', 0), state: 'valid' as const },
    { ...result('b', 0.5), state: 'valid' as const },
  ];

  test('is paid only if it agrees with the canonical result, and changes nothing else', () => {
    fc.assert(
      fc.property(fc.constantFrom(0, 0.75, 1, 1.25, 9), (value) => {
        const decision = decide(validated, [...settled, result('late', value)]);
        expect(plain(decision)).toEqual({
          verdicts: [['late', value <= 1 ? 'valid' : 'invalid']],
          canonicalTaskId: null,
          newTasks: 0,
          cancelReady: false,
          failed: null,
        });
      }),
    );
  });

  test('to a failed workunit is put aside', () => {
    const decision = decide({ ...open(2), state: 'failed' }, [result('late', 0), failure('a')]);
    expect(plain(decision)).toMatchObject({ verdicts: [['late', 'cancelled']], newTasks: 0, failed: null });
  });
});
