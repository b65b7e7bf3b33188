import { expect, test } from 'vitest';
import { createPace } from './pace.ts';

function clocked(): { pace: ReturnType<typeof createPace>; pass: (ms: number) => void } {
  let now = 1000;
  return { pace: createPace(() => now), pass: (ms) => (now += ms) };
}

test('nothing is known at first', () => {
  const { pace } = clocked();
  expect(pace.rowsPerSecond).toBe(0);
  expect(pace.flopsPerSecond(5)).toBe(5);
});

test('rows per second count computing, not the pauses between', () => {
  const { pace, pass } = clocked();
  for (const rowsDone of [0, 0]) {
    pace.begin('job', rowsDone);
    pass(2000);
    pace.progress(rowsDone + 10);
    pass(3_600_000);
  }
  expect(pace.rowsPerSecond).toBeCloseTo(5);
});

test('what was computed more than half a minute ago is forgotten', () => {
  const { pace, pass } = clocked();
  pace.begin('job', 0);
  for (let second = 1; second <= 60; second += 1) {
    pass(1000);
    pace.progress(second <= 30 ? second : 30 + (second - 30) * 4);
  }
  expect(pace.rowsPerSecond).toBeCloseTo(4);
});

test('progress every millisecond is no slower to keep and gives the same rate', () => {
  const { pace, pass } = clocked();
  pace.begin('job', 0);
  for (let rowsDone = 1; rowsDone <= 100_000; rowsDone += 1) {
    pass(1);
    pace.progress(rowsDone);
  }
  expect(pace.rowsPerSecond).toBeCloseTo(1000);
});

test('the speed follows the tasks that were done, the newest most', () => {
  const { pace } = clocked();
  pace.taskDone(1e9, 1000);
  expect(pace.flopsPerSecond(0)).toBe(1e9);
  pace.taskDone(2e9, 1000);
  expect(pace.flopsPerSecond(0)).toBeCloseTo(1.3e9);
  pace.taskDone(0, 1000);
  expect(pace.flopsPerSecond(0)).toBeCloseTo(1.3e9);
});

test('rows of another job are counted anew: a digit is no line', () => {
  let now = 0;
  const pace = createPace(() => now);
  pace.begin('digits', 0);
  now = 1000;
  pace.progress(500);
  pace.begin('pages', 0);
  now = 2000;
  pace.progress(6);
  expect(pace.rowsPerSecond).toBeCloseTo(6);
});
