// The price at its edges.

import { expect, test } from 'vitest';
import { priceMicroCredits } from './price.ts';

test.each<[number, bigint]>([
  [0, 1n],
  [0.5, 1n],
  [1, 1n],
  [432_000, 1n],
  [432_000.5, 2n],
  [432_001, 2n],
  [864_000, 2n],
  // One credit, and the FLOP that makes it a micro-credit more.
  [432e9, 1_000_000n],
  [432e9 + 1, 1_000_001n],
  // 2^53 - 1 = 20,849,998,274 × 432,000 + 372,991.
  [Number.MAX_SAFE_INTEGER, 20_849_998_275n],
  // An exact multiple far beyond 2^53: 432,000 × 2^60.
  [432_000 * 2 ** 60, 2n ** 60n],
])('%d FLOPs cost %d micro-credits', (flops, price) => {
  expect(priceMicroCredits(flops)).toBe(price);
});

test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('%d is no count', (flops) => {
  expect(() => priceMicroCredits(flops)).toThrow(expect.objectContaining({ code: 'internal' }));
});
