import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hardDeadlineMs, LEASE_MS, PAUSE_MS } from './deadlines.ts';

const flops = fc.double({ min: 0, max: 1e15, noNaN: true });
const gflops = fc.double({ min: 0, max: 1e6, noNaN: true });

test('the hard deadline leaves twenty times the estimate, and half an hour at least', () => {
  fc.assert(
    fc.property(flops, gflops, (work, speed) => {
      const deadlineMs = hardDeadlineMs(work, speed);
      const estimateMs = (work / (Math.max(speed, 0.1) * 1e9)) * 1000;
      expect(deadlineMs).toBeGreaterThanOrEqual(1_800_000);
      expect(deadlineMs).toBeGreaterThanOrEqual(20 * estimateMs * (1 - 1e-12));
      expect(deadlineMs).toBeLessThanOrEqual(Math.max(1_800_000, 20 * estimateMs * (1 + 1e-12)));
    }),
  );
});

test('more work never has less time, a faster host never more', () => {
  fc.assert(
    fc.property(flops, flops, gflops, gflops, (a, b, c, d) => {
      const [less, more, slow, fast] = [Math.min(a, b), Math.max(a, b), Math.min(c, d), Math.max(c, d)];
      expect(hardDeadlineMs(more, slow)).toBeGreaterThanOrEqual(hardDeadlineMs(less, slow));
      expect(hardDeadlineMs(more, slow)).toBeGreaterThanOrEqual(hardDeadlineMs(more, fast));
    }),
  );
});

test('a lease outlives the timers of a hidden tab, a pause outlives a lease', () => {
  expect(LEASE_MS).toBeGreaterThan(2 * 60_000);
  expect(PAUSE_MS).toBeGreaterThan(LEASE_MS);
  expect(hardDeadlineMs(0, 0)).toBeGreaterThan(PAUSE_MS);
});
