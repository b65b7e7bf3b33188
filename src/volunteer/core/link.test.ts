import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TabloomError } from '../../protocol/errors.ts';
import { createLink, type Away, type Link } from './link.ts';

let link: Link;
let heard: (Away | undefined)[] = [];
/** By how much the device's clock was moved. */
let skewMs = 0;
const { signal } = new AbortController();

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  heard = [];
  skewMs = 0;
  link = createLink({
    clock: () => Date.now() + skewMs,
    now: () => performance.now(),
    random: () => 0.5,
    onChange: (away) => heard.push(away),
  });
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const away = (retryAfterMs?: number): TabloomError =>
  new TabloomError('coordinator_away', 'away', retryAfterMs === undefined ? {} : { retryAfterMs });

/** Fails as often as it has errors, then answers. */
function failing(...errors: TabloomError[]): () => Promise<string> {
  return () => {
    const error = errors.shift();
    return error === undefined ? Promise.resolve('answer') : Promise.reject(error);
  };
}

test('calls again, further and further apart, until there is an answer', async () => {
  const answer = link.until(signal, failing(away(), away(), away()));
  await vi.runAllTimersAsync();
  expect(await answer).toBe('answer');
  expect(heard.map((change) => change?.nextTryAt)).toEqual([500, 1500, 3500, undefined]);
});

test('the network is back: tries at once, unless the coordinator asked to wait', async () => {
  const answer = link.until(signal, failing(away(), away(20_000)));
  await vi.advanceTimersByTimeAsync(100);
  link.retry();
  await vi.advanceTimersByTimeAsync(0);
  expect(heard.map((change) => change?.nextTryAt)).toEqual([500, 20_600]);
  link.retry();
  await vi.advanceTimersByTimeAsync(20_499);
  expect(heard).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(await answer).toBe('answer');
});

test.each([-3_600_000, 3_600_000])('a clock that jumps by %d ms moves no try', async (jumpMs) => {
  const answer = link.until(signal, failing(away(), away()));
  await vi.advanceTimersByTimeAsync(100);
  skewMs = jumpMs;
  expect(link.isShut).toBe(true);
  await vi.advanceTimersByTimeAsync(399);
  expect(heard).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(heard.map((change) => change?.nextTryAt)).toEqual([500, 1500 + jumpMs]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(await answer).toBe('answer');
  expect(link.isShut).toBe(false);
});

test('waits as long as the coordinator asks for', async () => {
  const answer = link.until(signal, failing(away(10_000)));
  await vi.runAllTimersAsync();
  expect(await answer).toBe('answer');
  expect(heard[0]?.nextTryAt).toBe(10_500);
});

test('five callers that fail together are one failure, and wait at one gate', async () => {
  const answers = [1, 2, 3, 4, 5].map(() => link.until(signal, failing(away())));
  await vi.advanceTimersByTimeAsync(0);
  expect(heard).toEqual([{ problem: { code: 'coordinator_away', message: 'away' }, nextTryAt: 500 }]);
  await vi.runAllTimersAsync();
  expect(await Promise.all(answers)).toHaveLength(5);
  expect(heard).toHaveLength(2);
});

test('what needs no coordinator waits for none and says nothing about it', async () => {
  const waiting = link.until(signal, failing(away(60_000)));
  await vi.advanceTimersByTimeAsync(0);
  expect(await link.untilHad(signal, failing())).toBe('answer');
  expect(heard).toHaveLength(1);
  const other = link.untilHad(signal, failing(away()));
  await vi.runAllTimersAsync();
  expect(await Promise.all([waiting, other])).toEqual(['answer', 'answer']);
  expect(heard.at(-1)).toBeUndefined();
});

test('an error that does not pass is thrown and closes no gate', async () => {
  const refused = new TabloomError('client_too_old', 'old');
  await expect(link.until(signal, failing(refused))).rejects.toBe(refused);
  expect(heard).toEqual([]);
});

test('an abort ends the waiting', async () => {
  const controller = new AbortController();
  const answer = expect(link.until(controller.signal, failing(away(60_000)))).rejects.toMatchObject({
    name: 'AbortError',
  });
  await vi.advanceTimersByTimeAsync(100);
  controller.abort();
  await answer;
});
