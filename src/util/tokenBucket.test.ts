import { expect, test } from 'vitest';
import { createTokenBucket } from './tokenBucket.ts';

test('so many at once, then as fast as it fills', () => {
  let now = 0;
  const bucket = createTokenBucket({ capacity: 3, perSecond: 2, clock: () => now });
  expect([bucket.take(), bucket.take(), bucket.take()]).toEqual([null, null, null]);
  expect(bucket.take()).toEqual({ waitMs: 500 });
  now += 500;
  expect(bucket.take()).toBeNull();
  expect(bucket.take()).toEqual({ waitMs: 500 });
  now += 3_600_000;
  expect([bucket.take(), bucket.take(), bucket.take()]).toEqual([null, null, null]);
  expect(bucket.take()).not.toBeNull();
});

test('a clock that goes back fills nothing and breaks nothing', () => {
  let now = 1_000_000;
  const bucket = createTokenBucket({ capacity: 1, perSecond: 1, clock: () => now });
  expect(bucket.take()).toBeNull();
  now = 0;
  expect(bucket.take()).toEqual({ waitMs: 1000 });
  now += 1000;
  expect(bucket.take()).toBeNull();
});
