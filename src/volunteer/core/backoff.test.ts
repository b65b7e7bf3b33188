import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBackoff } from './backoff.ts';

const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('every delay lies in its window, on top of what the other side asked for', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ jitter: fraction, retryAfterMs: fc.option(fc.nat(600_000), { nil: undefined }) })),
      fc.integer({ min: 1, max: 5000 }),
      fc.integer({ min: 1, max: 120_000 }),
      (tries, baseMs, capMs) => {
        let jitter = 0;
        const backoff = createBackoff({ random: () => jitter, baseMs, capMs });
        tries.forEach((attempt, n) => {
          jitter = attempt.jitter;
          const atLeast = attempt.retryAfterMs ?? 0;
          const delay = backoff.next(attempt.retryAfterMs);
          expect(delay).toBeGreaterThanOrEqual(atLeast);
          expect(delay).toBeLessThanOrEqual(atLeast + Math.min(capMs, baseMs * 2 ** n));
        });
      },
    ),
  );
});

test('the window doubles up to the cap, and a reset makes it the first again', () => {
  const backoff = createBackoff({ random: () => 0.5, baseMs: 1000, capMs: 6000 });
  expect([1, 2, 3, 4, 5].map(() => backoff.next())).toEqual([500, 1000, 2000, 3000, 3000]);
  backoff.reset();
  expect(backoff.next()).toBe(500);
});

test('a thousand failures do not overflow', () => {
  const backoff = createBackoff({ random: () => 1 - Number.EPSILON, capMs: 60_000 });
  for (let n = 0; n < 1000; n += 1) backoff.next();
  expect(backoff.next()).toBeLessThanOrEqual(60_000);
});
