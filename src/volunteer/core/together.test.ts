import { expect, test } from 'vitest';
import { all, together } from './together.ts';
import { createBell } from './waiting.ts';

const { signal } = new AbortController();
const forever = (inner: AbortSignal): Promise<void> => createBell().wait(inner);
const fails = (): Promise<void> => Promise.reject(new Error('broken'));

/** Ends some turns after its abort, as a call that has to clean up does. */
function slowToEnd(log: string[]): (inner: AbortSignal) => Promise<void> {
  return async (inner) => {
    try {
      await forever(inner);
    } finally {
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
      log.push('ended');
    }
  };
}

test('the end of main ends the helpers, and is told only after they have ended', async () => {
  const log: string[] = [];
  await together(signal, () => Promise.resolve(), [slowToEnd(log), slowToEnd(log)]);
  expect(log).toEqual(['ended', 'ended']);
});

test.each([
  ['main', () => together(signal, fails, [forever])],
  ['a helper', () => together(signal, forever, [forever, fails])],
  ['one of all', () => all(signal, [forever, fails])],
])('the failure of %s ends the others and is thrown', async (_name, run) => {
  await expect(run()).rejects.toThrow('broken');
});

test('all waits for all', async () => {
  const log: string[] = [];
  const step = async (): Promise<void> => {
    await Promise.resolve();
    log.push('done');
  };
  await all(signal, [step, step]);
  expect(log).toEqual(['done', 'done']);
});

test('an abort from outside ends everything and is thrown', async () => {
  const controller = new AbortController();
  const log: string[] = [];
  const running = together(controller.signal, forever, [slowToEnd(log)]);
  controller.abort();
  await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  expect(log).toEqual(['ended']);
});
