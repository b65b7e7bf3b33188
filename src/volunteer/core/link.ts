// The one opinion about whether the coordinator is there. Whoever finds it away closes the gate for all until the
// next try, so that five loops do not knock five times; the first answer opens it again.

import { asTabloomError, type ErrorCode, type TabloomError, type WireError } from '../../protocol/errors.ts';
import { createBackoff } from './backoff.ts';
import { createBell } from './waiting.ts';

/** Troubles that pass by themselves. */
const PASSING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'coordinator_away',
  'database_away',
  'shutting_down',
  'rate_limited',
  'internal',
  'challenge_expired',
  'challenge_used',
]);

export type Away = { problem: WireError; nextTryAt: number };

export type Link = {
  /** Nobody may call before the next try. */
  readonly isShut: boolean;
  /** This device's own network is back: tries at once, unless it was the coordinator that asked to wait. */
  retry(): void;
  /** Resolves when the coordinator may be called. */
  open(signal: AbortSignal): Promise<void>;
  /** Waits until it may, calls once. */
  once<T>(signal: AbortSignal, call: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Calls again until there is an answer, or an error that does not pass by itself. */
  until<T>(signal: AbortSignal, call: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** As `until`, but for what may need no coordinator (a kept artifact): the first call waits for nobody. */
  untilHad<T>(signal: AbortSignal, call: (signal: AbortSignal) => Promise<T>): Promise<T>;
};

export function isPassing(error: TabloomError): boolean {
  return PASSING.has(error.code);
}

/**
 * `onChange` hears when the coordinator goes away (with the instant of the next try) and when it is back. `clock` in
 * milliseconds since the epoch, to tell that instant; `now` is monotonic, to wait for it.
 */
export function createLink(options: {
  clock: () => number;
  now: () => number;
  random: () => number;
  onChange: (away: Away | undefined) => void;
}): Link {
  const { clock, now, random, onChange } = options;
  const backoff = createBackoff({ random });
  const bell = createBell();
  let opensAt: number | undefined;
  /** It was not the coordinator that asked to wait. */
  let isOwnChoice = false;
  /** How many times the gate was closed. */
  let closings = 0;

  function leftMs(): number {
    return opensAt === undefined ? 0 : opensAt - now();
  }

  async function open(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    for (let waitMs = leftMs(); waitMs > 0; waitMs = leftMs()) await bell.wait(signal, waitMs);
  }

  function close(error: TabloomError): void {
    closings += 1;
    const waitMs = backoff.next(error.retryAfterMs);
    opensAt = now() + waitMs;
    isOwnChoice = error.code === 'coordinator_away' && error.retryAfterMs === undefined;
    onChange({ problem: error.toWire(), nextTryAt: clock() + waitMs });
  }

  function answered(): void {
    backoff.reset();
    if (opensAt === undefined) return;
    opensAt = undefined;
    onChange(undefined);
  }

  /** Calls that were under way together fail together, and count as one failure. */
  function failed(error: TabloomError, closingsBefore: number): void {
    if (isPassing(error) && closings === closingsBefore) close(error);
  }

  async function once<T>(signal: AbortSignal, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    await open(signal);
    const closingsBefore = closings;
    try {
      const answer = await call(signal);
      answered();
      return answer;
    } catch (thrown) {
      const error = asTabloomError(thrown);
      failed(error, closingsBefore);
      throw error;
    }
  }

  async function until<T>(signal: AbortSignal, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await once(signal, call);
      } catch (thrown) {
        if (!isPassing(asTabloomError(thrown))) throw thrown;
      }
    }
  }

  return {
    get isShut() {
      return leftMs() > 0;
    },
    retry() {
      if (opensAt === undefined || !isOwnChoice) return;
      backoff.reset();
      opensAt = now();
      bell.ring();
    },
    open,
    once,
    until,
    async untilHad(signal, call) {
      const closingsBefore = closings;
      try {
        return await call(signal);
      } catch (thrown) {
        const error = asTabloomError(thrown);
        if (!isPassing(error)) throw error;
        failed(error, closingsBefore);
        return until(signal, call);
      }
    },
  };
}
