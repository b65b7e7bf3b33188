import { beforeEach, expect, test, vi } from 'vitest';
import type { TaskId } from '../../protocol/ids.ts';
import type { Work } from './answers.ts';
import { createLeases, renewalOf, type Leases } from './leases.ts';
import { intervalOf } from './renewal.ts';

const START = Date.parse('2026-01-01T00:00:00Z');
const onChange = vi.fn();
let leases: Leases;

function work(name: string, leaseMs = 120_000): Work {
  return {
    job: {} as Work['job'],
    task: {
      taskId: name as TaskId,
      jobId: 'job' as Work['task']['jobId'],
      inputs: [],
      rows: 10,
      flops: 1000,
      leaseToken: `token of ${name}`,
      leaseUntilAt: new Date(START + leaseMs).toISOString(),
      hardDeadlineAt: new Date(START + 86_400_000).toISOString(),
    },
  };
}

const names = (): string[] => leases.all.map((lease) => lease.task.taskId);

beforeEach(() => {
  onChange.mockReset();
  leases = createLeases(onChange);
});

test('keeps the order, and takes no task twice', () => {
  leases.add([work('a'), work('b')]);
  leases.add([work('b'), work('c')]);
  expect(names()).toEqual(['a', 'b', 'c']);
  expect(leases.first()?.task.taskId).toBe('a');
  expect(leases.upcoming()?.task.taskId).toBe('b');
  expect(onChange).toHaveBeenCalledTimes(2);
});

test('what is lost knows it, what is done does not', () => {
  leases.add([work('a'), work('b'), work('c')]);
  const [a, b] = leases.all;
  if (a === undefined || b === undefined) throw new Error('expected two leases');
  leases.remove([a], 'done');
  leases.remove([b], 'lost');
  expect([a.lost, b.lost]).toEqual([false, true]);
  expect(names()).toEqual(['c']);
});

test('a renewal tells progress and state; a pause holds for all', () => {
  leases.add([work('a'), work('b')]);
  Object.assign(leases.first() ?? {}, { computing: true, rowsDone: 4 });
  expect(leases.flopsLeft()).toBe(1600);
  expect(renewalOf(leases.all, false, false).leases).toEqual([
    { taskId: 'a', leaseToken: 'token of a', progress: 0.4, state: 'computing' },
    { taskId: 'b', leaseToken: 'token of b', progress: 0, state: 'queued' },
  ]);
  expect(renewalOf(leases.all, true, false).leases.map((lease) => lease.state)).toEqual(['paused', 'paused']);
});

test('renews well within the shortest lease, and at a steady pace when a clock is wrong', () => {
  leases.add([work('a', 120_000), work('b', 30_000)]);
  expect(intervalOf(leases.all, START, false)).toBe(10_000);
  expect(intervalOf(leases.all, START + 29_999, false)).toBe(5000);
  expect(intervalOf(leases.all, START - 3_600_000, false)).toBe(20_000);
  expect(intervalOf(leases.all, START + 3_600_000, false)).toBe(20_000);
  expect(intervalOf(leases.all, START - 3_600_000, true)).toBe(60_000);
});
