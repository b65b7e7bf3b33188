// Keeps leases alive: every 20 s by a timer, and on progress, since a hidden tab's timers fire once a minute but
// its worker's messages still arrive. A lease that the coordinator gave away is dropped without a fuss.

import { asTabloomError } from '../../protocol/errors.ts';
import type { Connection } from './connection.ts';
import { judge } from './failures.ts';
import { renewalOf, type Lease, type Leases } from './leases.ts';
import type { Link } from './link.ts';
import type { Bell } from './waiting.ts';
import type { Wishes } from './wishes.ts';

const INTERVAL_MS = 20_000;
/** A paused lease is good for ten minutes; asking that often would only wake the device. */
const PAUSED_INTERVAL_MS = 60_000;
/** Where a wrong clock makes leases look short. */
const MIN_INTERVAL_MS = 5000;

export type Renewal = {
  /** Renews until aborted. */
  run(signal: AbortSignal): Promise<void>;
  /** The task at hand made progress: renews if it is time. */
  progressed(): void;
};

export function createRenewal(deps: {
  connection: Connection;
  link: Link;
  leases: Leases;
  wishes: Wishes;
  /** Milliseconds since the epoch, as the coordinator's instants are. */
  clock: () => number;
  /** Monotonic milliseconds. */
  now: () => number;
  /** Rings at every change of the leases and of the person's wish. */
  bell: Bell;
  onLost: (lease: Lease) => void;
}): Renewal {
  const { connection, link, leases, wishes, clock, now, bell, onLost } = deps;
  let renewedAt = now();
  let renewedAtByClock = clock();
  let sentAsPaused = false;

  function dueAt(): number {
    const paused = !wishes.computes;
    if (paused !== sentAsPaused) return now();
    return renewedAt + intervalOf(leases.all, renewedAtByClock, paused);
  }

  /** A new interval. */
  function begin(): void {
    renewedAt = now();
    renewedAtByClock = clock();
  }

  async function renew(signal: AbortSignal): Promise<void> {
    const paused = !wishes.computes;
    const request = renewalOf(leases.all, paused, wishes.hidden);
    const answer = await link.once(signal, (inner) => connection.renew(inner, request));
    sentAsPaused = paused;
    const answers = new Map(answer.leases.map((entry) => [entry.taskId, entry]));
    const lost = leases.all.filter((lease) => answers.get(lease.task.taskId)?.error !== undefined);
    for (const lease of leases.all) {
      const until = answers.get(lease.task.taskId)?.leaseUntilAt;
      if (until !== undefined) lease.task.leaseUntilAt = until;
    }
    if (lost.length === 0) return;
    leases.remove(lost, 'lost');
    for (const lease of lost) onLost(lease);
  }

  return {
    async run(signal) {
      for (;;) {
        if (leases.all.length === 0) {
          await bell.wait(signal);
          begin();
          continue;
        }
        if (dueAt() > now()) {
          await bell.wait(signal, dueAt() - now());
          continue;
        }
        begin();
        try {
          await renew(signal);
        } catch (thrown) {
          signal.throwIfAborted();
          // Nothing that is computed would be taken any more (a revoked key).
          if (judge(asTabloomError(thrown)).blame === 'nobody') throw thrown;
          // The next interval tries again.
          sentAsPaused = !wishes.computes;
        }
      }
    },
    progressed() {
      if (dueAt() <= now()) bell.ring();
    },
  };
}

/**
 * A third of the shortest lease, but at most 20 s (60 s paused). Instants are the coordinator's, so a wrong clock
 * here must not matter: without a sensible difference the longest interval holds.
 */
export function intervalOf(leases: readonly Lease[], now: number, paused: boolean): number {
  const longest = paused ? PAUSED_INTERVAL_MS : INTERVAL_MS;
  const shortest = Math.min(...leases.map((lease) => Date.parse(lease.task.leaseUntilAt) - now));
  if (!(shortest > 0)) return longest;
  return Math.min(longest, Math.max(MIN_INTERVAL_MS, shortest / 3));
}
