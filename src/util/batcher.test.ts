import { expect, test, vi } from 'vitest';
import { createBatcher } from './batcher.ts';

test('items that arrive together are flushed together, each with its own outcome', async () => {
  const sizes: number[] = [];
  const batcher = createBatcher<number, number>({
    maxItems: 3,
    splitOn: () => false,
    flush: async (items) => {
      sizes.push(items.length);
      return items.map((item) => item * 2);
    },
  });
  expect(await Promise.all([1, 2, 3, 4].map((item) => batcher.add(item)))).toEqual([2, 4, 6, 8]);
  expect(sizes).toEqual([3, 1]);
});

test('one bad item fails alone when the error can be split', async () => {
  const batcher = createBatcher<number, number>({
    maxItems: 10,
    splitOn: (error) => error instanceof RangeError,
    flush: async (items) => {
      if (items.includes(2)) throw new RangeError('two');
      return items;
    },
  });
  const outcomes = await Promise.allSettled([1, 2, 3].map((item) => batcher.add(item)));
  expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('an error that cannot be split fails the whole flush, and the next one goes on', async () => {
  let away = true;
  const batcher = createBatcher<number, number>({
    maxItems: 10,
    splitOn: () => false,
    flush: async (items) => {
      if (away) throw new Error('away');
      return items;
    },
  });
  const outcomes = await Promise.allSettled([1, 2].map((item) => batcher.add(item)));
  expect(outcomes.every((outcome) => outcome.status === 'rejected')).toBe(true);
  away = false;
  expect(await batcher.add(5)).toBe(5);
  await batcher.idle();
});

test('a full batch runs beside the flush under way, a smaller one waits for it', async () => {
  const sizes: number[] = [];
  const endings: (() => void)[] = [];
  const batcher = createBatcher<number, number>({
    maxItems: 2,
    atOnce: 2,
    splitOn: () => false,
    flush: async (items) => {
      sizes.push(items.length);
      await new Promise<void>((resolve) => endings.push(resolve));
      return items;
    },
  });
  const outcomes = Promise.all([1, 2, 3, 4, 5].map((item) => batcher.add(item)));
  await vi.waitUntil(() => endings.length === 2);
  for (const end of endings.splice(0)) end();
  await vi.waitUntil(() => endings.length === 1);
  expect(sizes).toEqual([2, 2, 1]);
  endings[0]!();
  expect(await outcomes).toEqual([1, 2, 3, 4, 5]);
  await batcher.idle();
});
