// Waiting without leaks: every wait ends with its AbortSignal and leaves no timer or listener behind.

import { TabloomError } from '../../protocol/errors.ts';

/** The longest delay that a timer takes; more would fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Wakes whoever waits. A ring that nobody waits for is forgotten: look at the condition, then wait. */
export type Bell = {
  ring(): void;
  /** Resolves at the next ring or after `timeoutMs`; rejects with the signal's reason. */
  wait(signal: AbortSignal, timeoutMs?: number): Promise<void>;
};

export function createBell(): Bell {
  const waiters = new Set<() => void>();
  return {
    ring() {
      for (const wake of Array.from(waiters)) wake();
    },
    wait(signal, timeoutMs) {
      return new Promise<void>((resolve, reject) => {
        if (signal.aborted) {
          reject(asError(signal.reason));
          return;
        }
        let timer: ReturnType<typeof setTimeout> | undefined;
        const settle = (): void => {
          clearTimeout(timer);
          waiters.delete(wake);
          signal.removeEventListener('abort', abort);
        };
        const wake = (): void => {
          settle();
          resolve();
        };
        const abort = (): void => {
          settle();
          reject(asError(signal.reason));
        };
        waiters.add(wake);
        signal.addEventListener('abort', abort);
        if (timeoutMs !== undefined) {
          timer = setTimeout(wake, Math.min(Math.max(0, timeoutMs), MAX_TIMER_MS));
        }
      });
    },
  };
}

/** Resolves after `ms` milliseconds; rejects with the signal's reason. */
export function sleep(signal: AbortSignal, ms: number): Promise<void> {
  return createBell().wait(signal, ms);
}

/** Runs under several signals at once: the inner signal is aborted with the first of them. */
export async function withSignals<T>(
  signals: readonly AbortSignal[],
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const abort = (): void => controller.abort(signals.find((signal) => signal.aborted)?.reason);
  for (const signal of signals) {
    signal.throwIfAborted();
    signal.addEventListener('abort', abort);
  }
  try {
    return await run(controller.signal);
  } finally {
    for (const signal of signals) signal.removeEventListener('abort', abort);
  }
}

/** Runs for at most `ms`; after that the inner signal is aborted and `late` is thrown. */
export async function withDeadline<T>(
  signal: AbortSignal,
  ms: number,
  late: () => TabloomError,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(late()), ms);
  try {
    return await withSignals([signal, deadline.signal], run);
  } catch (thrown) {
    // Some runtimes reject with an AbortError of their own instead of the reason.
    if (deadline.signal.aborted && !signal.aborted) throw asError(deadline.signal.reason);
    throw thrown;
  } finally {
    clearTimeout(timer);
  }
}

/** The promise's outcome, or the signal's reason if that comes first. */
export function orAborted<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = (): void => reject(asError(signal.reason));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new TabloomError('aborted', 'Stopped before it was done.');
}
