// Keeps the shown credit true: asks at the start, after results, and while something is still to be validated.

import type { Board } from './board.ts';
import type { Connection } from './connection.ts';
import type { Link } from './link.ts';
import { earnedMicro } from './earned.ts';
import { createBell } from './waiting.ts';

const INTERVAL_MS = 3000;
const PAUSED_INTERVAL_MS = 15_000;

export type CreditWatch = {
  /** Watches until aborted. */
  run(signal: AbortSignal): Promise<void>;
  /** There may be news. */
  poke(): void;
  /** Asks once; a failure leaves what was shown. */
  refresh(signal: AbortSignal): Promise<void>;
};

/** `now` in monotonic milliseconds. */
export function createCreditWatch(deps: {
  connection: Connection;
  link: Link;
  board: Board;
  now: () => number;
}): CreditWatch {
  const { connection, link, board, now } = deps;
  const bell = createBell();
  let wanted = true;
  let askedAt = 0;

  async function refresh(signal: AbortSignal): Promise<void> {
    wanted = false;
    askedAt = now();
    try {
      const { credit, nextReleaseAt } = await link.once(signal, (inner) => connection.me(inner));
      const earnedBeforeMicro = board.state.visit.earnedBeforeMicro ?? earnedMicro(credit).toString();
      const visit = { ...board.state.visit, earnedBeforeMicro };
      board.update({}, { credit, nextReleaseAt: nextReleaseAt ?? undefined, visit });
    } catch {
      signal.throwIfAborted();
    }
  }

  function isDue(): boolean {
    if (wanted) return true;
    const interval = board.facts.wish === 'pause' ? PAUSED_INTERVAL_MS : INTERVAL_MS;
    return hasPending() && now() - askedAt >= interval;
  }

  function hasPending(): boolean {
    const pending = board.state.credit?.pendingMicro;
    return pending !== undefined && pending !== '0';
  }

  return {
    async run(signal) {
      for (;;) {
        if (isDue()) await refresh(signal);
        else await bell.wait(signal, hasPending() ? INTERVAL_MS : undefined);
      }
    },
    poke() {
      wanted = true;
      bell.ring();
    },
    refresh,
  };
}
