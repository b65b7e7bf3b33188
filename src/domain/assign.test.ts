import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Sha256 } from '../protocol/ids.ts';
import { assign, type Asking, type Candidate } from './assign.ts';

const models = ['m1', 'm2'] as Sha256[];

const asking: fc.Arbitrary<Asking> = fc.record({
  volunteerId: fc.constantFrom('v1', 'v2', 'v3'),
  seconds: fc.constantFrom(0, 1, 5, 3600),
  maxTasks: fc.integer({ min: 1, max: 6 }),
  gflops: fc.constantFrom(0, 0.5, 1, 100),
  holds: fc.subarray(models).map((held) => new Set(held)),
});
const candidates: fc.Arbitrary<Candidate[]> = fc
  .array(
    fc.record({
      workunit: fc.integer({ min: 0, max: 6 }),
      rank: fc.constantFrom(0, 0.1, 0.5, 1),
      flops: fc.constantFrom(1, 1e9, 5e9),
      model: fc.constantFrom(...models),
      takenBy: fc.subarray(['v1', 'v2', 'v3', 'v4']),
    }),
    { maxLength: 20 },
  )
  .map((facts) =>
    facts.map(({ workunit, ...rest }, i) => ({
      ...rest,
      taskId: `t${i}`,
      workunitId: `w${workunit}`,
      jobId: 'j',
      modelBytes: 1e7,
      // What is taken belongs to the workunit, so that all of its tasks say the same.
      takenBy: facts.find((other) => other.workunit === workunit)!.takenBy,
    })),
  );

const host = (rest: Partial<Asking> = {}): Asking => ({
  volunteerId: 'v1',
  seconds: 10,
  maxTasks: 10,
  gflops: 1,
  holds: new Set(),
  ...rest,
});
const candidate = (taskId: string, rest: Partial<Candidate> = {}): Candidate => ({
  taskId,
  workunitId: `w-${taskId}`,
  jobId: 'j',
  rank: 0,
  flops: 1e9,
  model: models[0]!,
  modelBytes: 0,
  takenBy: [],
  ...rest,
});
const ids = (given: Candidate[][]) => given.map((tasks) => tasks.map(({ taskId }) => taskId));

describe('whoever asks for whatever', () => {
  test('no task goes out twice', () => {
    fc.assert(
      fc.property(fc.array(asking), candidates, (hosts, ready) => {
        const given = ids(assign(hosts, ready)).flat();
        expect(new Set(given).size).toBe(given.length);
      }),
    );
  });

  test('no volunteer gets two tasks of one workunit, or one of a workunit it has a part in', () => {
    fc.assert(
      fc.property(fc.array(asking), candidates, (hosts, ready) => {
        const pairs = assign(hosts, ready).flatMap((tasks, i) =>
          tasks.map(({ workunitId, takenBy }) => {
            expect(takenBy).not.toContain(hosts[i]!.volunteerId);
            return `${workunitId} ${hosts[i]!.volunteerId}`;
          }),
        );
        expect(new Set(pairs).size).toBe(pairs.length);
      }),
    );
  });

  test('nobody gets more tasks than wanted, or more seconds but for a first task', () => {
    fc.assert(
      fc.property(fc.array(asking), candidates, (hosts, ready) => {
        assign(hosts, ready).forEach((tasks, i) => {
          const { maxTasks, seconds, gflops } = hosts[i]!;
          expect(tasks.length).toBeLessThanOrEqual(maxTasks);
          const total = tasks.reduce((sum, { flops }) => sum + flops / (Math.max(0.1, gflops) * 1e9), 0);
          if (tasks.length > 1) expect(total).toBeLessThanOrEqual(seconds * (1 + 1e-9));
        });
      }),
    );
  });

  test('nobody goes away empty while there is a task for it', () => {
    fc.assert(
      fc.property(fc.array(asking), candidates, (hosts, ready) => {
        const given = assign(hosts, ready);
        const out = new Set(ids(given).flat());
        given.forEach((tasks, i) => {
          if (tasks.length > 0) return;
          const { volunteerId } = hosts[i]!;
          const others = given.flatMap((list, k) => (hosts[k]!.volunteerId === volunteerId ? list : []));
          const fitting = ready.filter(
            ({ taskId, workunitId, takenBy }) =>
              !out.has(taskId) &&
              !takenBy.includes(volunteerId) &&
              !others.some((other) => other.workunitId === workunitId),
          );
          expect(fitting).toEqual([]);
        });
      }),
    );
  });
});

describe('the order', () => {
  test('is by rank, so that jobs advance side by side', () => {
    const ready = [
      candidate('a', { rank: 0.5 }),
      candidate('b', { rank: 0.1 }),
      candidate('c', { rank: 0.3 }),
    ];
    expect(ids(assign([host()], ready))).toEqual([['b', 'c', 'a']]);
  });

  test('prefers a model at hand to a download, up to a quarter of a job', () => {
    const [held, other] = models as [Sha256, Sha256];
    const away = candidate('away', { model: other, modelBytes: 1e7, rank: 0 });
    const near = (rank: number) => candidate('near', { model: held, rank });
    const asks = [host({ holds: new Set([held]), maxTasks: 1 })];
    expect(ids(assign(asks, [away, near(0.09)]))).toEqual([['near']]);
    expect(ids(assign(asks, [away, near(0.11)]))).toEqual([['away']]);
    expect(ids(assign(asks, [{ ...away, modelBytes: 1e9 }, near(0.26)]))).toEqual([['away']]);
  });

  test('gives a first task to the slowest host, however long it takes', () => {
    const long = [candidate('a', { flops: 1e15 }), candidate('b', { flops: 1e15 })];
    expect(ids(assign([host({ gflops: 0, seconds: 0 })], long))).toEqual([['a']]);
  });
});
