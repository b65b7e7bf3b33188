import { expect, test } from 'vitest';
import { createMutex } from './mutex.ts';

test('work runs one by one, in the order of asking, past failures', async () => {
  const mutex = createMutex();
  const events: string[] = [];
  const work = (name: string, fails = false) =>
    mutex.run(async () => {
      events.push(`${name} begins`);
      await Promise.resolve();
      events.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const outcomes = await Promise.allSettled([work('a'), work('b', true), work('c')]);
  expect(events).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});
