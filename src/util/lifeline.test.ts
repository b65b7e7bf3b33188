import { expect, test } from 'vitest';
import { createLifeline } from './lifeline.ts';

const never = new Promise<never>(() => {});

test('a held call settles by itself', async () => {
  const lifeline = createLifeline<Error>();
  expect(await lifeline.hold(Promise.resolve(7))).toBe(7);
  await expect(lifeline.hold(Promise.reject(new Error('own')))).rejects.toThrow('own');
});

test('the end rejects what is held and what comes later, with the first reason', async () => {
  const lifeline = createLifeline<Error>();
  const held = lifeline.hold(never);
  lifeline.end(new Error('first'));
  lifeline.end(new Error('second'));
  await expect(held).rejects.toThrow('first');
  await expect(lifeline.hold(never)).rejects.toThrow('first');
  await expect(lifeline.hold(Promise.reject(new Error('late')))).rejects.toThrow('first');
  expect((await lifeline.ended).message).toBe('first');
  expect(lifeline.reason?.message).toBe('first');
});
