import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { unlessSilent } from './vigil.ts';

const LIMIT_MS = 1000;
const { signal } = new AbortController();

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const never = new Promise<never>(() => {});

test('what answers in time leaves nothing behind', async () => {
  expect(
    await unlessSilent(
      signal,
      () => LIMIT_MS,
      async () => 'answer',
    ),
  ).toBe('answer');
  const failing = unlessSilent(
    signal,
    () => LIMIT_MS,
    () => Promise.reject(new Error('its own')),
  );
  await expect(failing).rejects.toThrow('its own');
});

test('silence for the whole limit ends it, and every sign begins it anew', async () => {
  let sign = (): void => {};
  const settled = vi.fn();
  const silent = unlessSilent(
    signal,
    () => LIMIT_MS,
    (given) => {
      sign = given;
      return never;
    },
  ).catch(settled);
  for (let i = 0; i < 10; i++) {
    await vi.advanceTimersByTimeAsync(LIMIT_MS - 1);
    sign();
  }
  await vi.advanceTimersByTimeAsync(LIMIT_MS - 1);
  expect(settled).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(LIMIT_MS);
  await silent;
  expect(settled.mock.calls).toMatchObject([[{ code: 'host_incapable' }]]);
});

test('one timer that fires late, as after a sleep of the device, is no silence', async () => {
  let sign = (): void => {};
  const run = unlessSilent(
    signal,
    () => LIMIT_MS,
    (given) => {
      sign = given;
      return never;
    },
  );
  const settled = vi.fn();
  run.catch(settled);
  sign();
  await vi.advanceTimersByTimeAsync(LIMIT_MS / 2);
  // Asleep: the clock goes on, and the next timer fires at once.
  await vi.advanceTimersByTimeAsync(LIMIT_MS / 2);
  expect(settled).not.toHaveBeenCalled();
  sign();
  await vi.advanceTimersByTimeAsync(LIMIT_MS / 2);
  expect(settled).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2 * LIMIT_MS);
  expect(settled).toHaveBeenCalledOnce();
});

test('an abort ends the vigil with its reason', async () => {
  const controller = new AbortController();
  const aborted = unlessSilent(
    controller.signal,
    () => LIMIT_MS,
    () => never,
  );
  controller.abort(new Error('enough'));
  await expect(aborted).rejects.toThrow('enough');
});
