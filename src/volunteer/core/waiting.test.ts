import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TabloomError } from '../../protocol/errors.ts';
import { createBell, orAborted, sleep, withDeadline, withSignals } from './waiting.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const late = (): TabloomError => new TabloomError('coordinator_away', 'late');
const forever = (signal: AbortSignal): Promise<never> => createBell().wait(signal) as Promise<never>;

test('a ring wakes all who wait, and none who come later', async () => {
  const bell = createBell();
  const { signal } = new AbortController();
  const waiting = [bell.wait(signal), bell.wait(signal, 1000)];
  bell.ring();
  await Promise.all(waiting);
  const later = vi.fn();
  void bell.wait(signal, 5000).then(later);
  await vi.advanceTimersByTimeAsync(4999);
  expect(later).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(later).toHaveBeenCalledOnce();
});

test('an abort ends a sleep and its timer', async () => {
  const controller = new AbortController();
  const slept = sleep(controller.signal, 60_000);
  controller.abort();
  await expect(slept).rejects.toMatchObject({ name: 'AbortError' });
  await expect(sleep(controller.signal, 60_000)).rejects.toMatchObject({ name: 'AbortError' });
});

test('a deadline aborts what runs and says so; a call in time leaves nothing behind', async () => {
  const { signal } = new AbortController();
  const tooLate = expect(withDeadline(signal, 1000, late, forever)).rejects.toMatchObject({
    message: 'late',
  });
  await vi.advanceTimersByTimeAsync(1000);
  await tooLate;
  await expect(withDeadline(signal, 1000, late, () => Promise.resolve(7))).resolves.toBe(7);
});

test('whichever signal comes first ends the work', async () => {
  const [first, second] = [new AbortController(), new AbortController()];
  const work = withSignals([first.signal, second.signal], forever);
  second.abort(late());
  await expect(work).rejects.toMatchObject({ message: 'late' });
  await expect(withSignals([first.signal, second.signal], forever)).rejects.toMatchObject({
    message: 'late',
  });
});

test('an abort does not wait for a promise that never settles', async () => {
  const controller = new AbortController();
  const waiting = orAborted(controller.signal, new Promise<void>(() => undefined));
  controller.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  await expect(orAborted(new AbortController().signal, Promise.resolve(3))).resolves.toBe(3);
});
