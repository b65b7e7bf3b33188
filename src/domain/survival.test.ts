import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bounded, hazardOf } from './survival.ts';

const asked = { seconds: 20, maxTasks: 16 };

test('a newcomer gets what it asks for', () => {
  expect(bounded({ visitsEnded: 0, secondsPresent: 0 }, asked)).toEqual(asked);
});

test('visits of ten seconds shrink the queue, an hour of presence restores it', () => {
  const flighty = bounded({ visitsEnded: 10, secondsPresent: 100 }, asked);
  expect(flighty.seconds).toBeCloseTo(3.83, 1);
  expect(flighty.maxTasks).toBe(4);
  expect(bounded({ visitsEnded: 10, secondsPresent: 3700 }, asked)).toEqual(asked);
});

test('more ends never bring more work, more presence never less; always within the request', () => {
  const presence = fc.record({
    visitsEnded: fc.nat(10_000),
    secondsPresent: fc.double({ min: 0, max: 1e8, noNaN: true }),
  });
  const request = fc.record({
    seconds: fc.double({ min: 0, max: 3600, noNaN: true }),
    maxTasks: fc.integer({ min: 1, max: 64 }),
  });
  fc.assert(
    fc.property(presence, request, fc.nat(50), (host, wanted, more) => {
      const now = bounded(host, wanted);
      const worse = bounded({ ...host, visitsEnded: host.visitsEnded + more }, wanted);
      const better = bounded({ ...host, secondsPresent: host.secondsPresent + more }, wanted);
      expect(worse.seconds <= now.seconds && now.seconds <= better.seconds).toBe(true);
      expect(worse.maxTasks <= now.maxTasks && now.maxTasks <= better.maxTasks).toBe(true);
      expect(now.seconds <= wanted.seconds && now.maxTasks <= wanted.maxTasks && now.maxTasks >= 1).toBe(
        true,
      );
      expect(hazardOf(host)).toBeGreaterThan(0);
    }),
  );
});
