import { expect, test } from 'vitest';
import { createThrottle } from './throttle.ts';

/** A clock that sleeps by moving on, `late` milliseconds longer than asked. */
function steppedClock(late = 0) {
  const clock = { at: 0, slept: [] as number[] };
  return {
    clock,
    now: () => clock.at,
    sleep: (ms: number) => {
      clock.at += ms + late;
      clock.slept.push(ms);
      return { done: Promise.resolve(), wake() {} };
    },
  };
}

/** Batches of `batchMs` until a minute is over; the part of the time that was busy. */
async function busyPart(duty: number, batchMs: number, options: { late?: number; idleMs?: number } = {}) {
  const { clock, now, sleep } = steppedClock(options.late);
  const throttle = createThrottle({ now, sleep });
  throttle.set(duty);
  let busyMs = 0;
  while (clock.at < 60_000) {
    clock.at += options.idleMs ?? 0;
    clock.at += batchMs;
    busyMs += batchMs;
    await throttle.rest(batchMs);
  }
  return busyMs / clock.at;
}

test.each([0.05, 0.25, 0.5, 1])('a duty of %s is kept for short and long batches', async (duty) => {
  for (const batchMs of [0.5, 3, 40, 700]) {
    expect(Math.abs((await busyPart(duty, batchMs)) - duty)).toBeLessThan(0.02);
  }
});

test('timers that fire late make up for it', async () => {
  expect(await busyPart(0.5, 30, { late: 5 })).toBeCloseTo(0.5, 1);
});

test('idle time for other reasons is rest already', async () => {
  const { clock, now, sleep } = steppedClock();
  const throttle = createThrottle({ now, sleep });
  throttle.set(0.5);
  clock.at = 100;
  await throttle.rest(100);
  clock.at += 500 + 100;
  await throttle.rest(100);
  expect(clock.slept[0]).toBe(100);
  // A long idle time does not buy a long burst.
  expect(clock.slept.slice(1)).toEqual([]);
  clock.at += 100;
  await throttle.rest(100);
  expect(clock.slept.slice(1)).toEqual([100]);
});

test('a new duty takes effect in the midst of a rest', async () => {
  let woken = 0;
  const throttle = createThrottle({
    now: () => 0,
    sleep: () => {
      let wake = (): void => {};
      const done = new Promise<void>((resolve) => {
        wake = () => {
          woken += 1;
          resolve();
        };
      });
      return { done, wake };
    },
  });
  throttle.set(0.1);
  const resting = throttle.rest(1000);
  throttle.set(1);
  await resting;
  expect(woken).toBe(1);
});

test('interrupted, the debt of rest stays', async () => {
  const slept: number[] = [];
  let at = 0;
  let wake = (): void => {};
  const throttle = createThrottle({
    now: () => at,
    sleep: (ms) => {
      slept.push(ms);
      return { done: new Promise<void>((resolve) => (wake = resolve)), wake: () => wake() };
    },
  });
  throttle.set(0.5);
  at = 100;
  const first = throttle.rest(100);
  throttle.interrupt();
  await first;
  at += 50;
  const second = throttle.rest(50);
  throttle.interrupt();
  await second;
  expect(slept).toEqual([100, 150]);
});
