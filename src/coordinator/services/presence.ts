// Which hosts are there, and for how long they tend to stay. Written at most every few seconds a host.

import { bounded } from '../../domain/survival.ts';
import type { HostId } from '../../protocol/ids.ts';
import type { LeaseRequest } from '../../protocol/work.ts';
import { endVisits, touchHosts, type HostSeen, type HostVisits } from '../db/queries/touchHosts.ts';
import type { Db } from '../db/pool.ts';

/** A host's last-seen time is written at most this often. */
const TOUCH_MS = 10_000;
/** Longer than a lease outlives silence: the host was away. */
const SILENCE_SECONDS = 300;
const MAX_KNOWN = 100_000;

export type Presence = {
  /** Notes hosts that were not noted lately. */
  touch(db: Db, seen: readonly HostSeen[], now: number): Promise<void>;
  /** These hosts said good-bye. */
  departed(db: Db, hostIds: readonly HostId[], now: number): Promise<void>;
  /** What of a request for work the host is likely to finish before it leaves. */
  likely(hostId: HostId, request: LeaseRequest, now: number): { seconds: number; maxTasks: number };
};

export function createPresence(): Presence {
  const known = new Map<HostId, HostVisits & { touchedAt: number; hidden: boolean }>();
  return {
    async touch(db, seen, now) {
      if (known.size > MAX_KNOWN) known.clear();
      const due = new Map<HostId, HostSeen>();
      for (const host of seen) {
        const before = known.get(host.hostId);
        const isDue =
          before === undefined || before.touchedAt <= now - TOUCH_MS || before.hidden !== host.hidden;
        if (isDue) due.set(host.hostId, host);
      }
      for (const row of await touchHosts(db, [...due.values()], new Date(now), SILENCE_SECONDS)) {
        known.set(row.hostId, { ...row, touchedAt: now, hidden: due.get(row.hostId)?.hidden ?? false });
      }
    },
    async departed(db, hostIds, now) {
      for (const hostId of hostIds) known.delete(hostId);
      if (hostIds.length > 0) await endVisits(db, hostIds, new Date(now));
    },
    likely(hostId, request, now) {
      const visits = known.get(hostId);
      if (visits === undefined) return request;
      const { visitsEnded, secondsPresent, beganAt } = visits;
      const presentSeconds = secondsPresent + Math.max(0, now - beganAt.getTime()) / 1000;
      return bounded({ visitsEnded, secondsPresent: presentSeconds }, request);
    },
  };
}
