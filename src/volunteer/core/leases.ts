// The leased tasks in the order of computing; the first is the one at hand. Knows nothing of the network:
// renewal.ts keeps them alive, supply.ts fills them up.

import type { LeasedJob, LeasedTask, LeaseRef, RenewRequest } from '../../protocol/work.ts';
import type { PartialRun } from '../../../workers/api.ts';
import type { Work } from './answers.ts';

export type Lease = {
  readonly task: LeasedTask;
  readonly job: LeasedJob;
  /** Its run has started, so that Finish completes it. */
  begun: boolean;
  computing: boolean;
  rowsDone: number;
  /** What a pause left. */
  partial?: PartialRun;
  /** Somebody else has the task now, or it was given back: compute no more of it. */
  lost: boolean;
};

/** As many as one renewal and one return may name. */
export const MAX_LEASES = 64;

export type Leases = {
  readonly all: readonly Lease[];
  first(): Lease | undefined;
  /** The one after the first. */
  upcoming(): Lease | undefined;
  /** `partial`: what another tab had finished of it. */
  add(work: readonly Work[], partial?: PartialRun): void;
  /** The first lease stays first if it has begun or is ready; else the first that is ready. */
  prefer(isReady: (lease: Lease) => boolean): void;
  /** Takes leases out; they are marked lost unless their result is on its way. */
  remove(leases: readonly Lease[], why: 'done' | 'lost'): void;
  /** FLOP still to be computed. */
  flopsLeft(): number;
};

export function createLeases(onChange: () => void): Leases {
  let leases: readonly Lease[] = [];
  return {
    get all() {
      return leases;
    },
    first: () => leases[0],
    upcoming: () => leases[1],
    add(work, partial) {
      const known = new Set(leases.map((lease) => lease.task.taskId));
      const fresh = work.filter(({ task }) => !known.has(task.taskId));
      if (fresh.length === 0) return;
      const asLease = ({ task, job }: Work): Lease => ({
        task,
        job,
        begun: partial !== undefined,
        computing: false,
        rowsDone: partial?.rowsDone ?? 0,
        lost: false,
        ...(partial === undefined ? {} : { partial }),
      });
      leases = [...leases, ...fresh.map(asLease)];
      onChange();
    },
    prefer(isReady) {
      const [first] = leases;
      if (first === undefined || first.begun || isReady(first)) return;
      const ready = leases.find(isReady);
      if (ready !== undefined) leases = [ready, ...leases.filter((lease) => lease !== ready)];
    },
    remove(gone, why) {
      for (const lease of gone) lease.lost ||= why === 'lost';
      leases = leases.filter((lease) => !gone.includes(lease));
      onChange();
    },
    flopsLeft: () => leases.reduce((sum, lease) => sum + lease.task.flops * (1 - progressOf(lease)), 0),
  };
}

export function refOf(lease: Lease): LeaseRef {
  return { taskId: lease.task.taskId, leaseToken: lease.task.leaseToken };
}

export function progressOf(lease: Lease): number {
  return lease.task.rows === 0 ? 0 : Math.min(1, lease.rowsDone / lease.task.rows);
}

/** What a renewal says about the leases; while paused, it says so of all. */
export function renewalOf(leases: readonly Lease[], paused: boolean, hidden: boolean): RenewRequest {
  const state = (lease: Lease): 'queued' | 'computing' | 'paused' => {
    if (paused) return 'paused';
    return lease.computing ? 'computing' : 'queued';
  };
  return {
    hidden,
    leases: leases
      .slice(0, MAX_LEASES)
      .map((lease) => Object.assign(refOf(lease), { progress: progressOf(lease), state: state(lease) })),
  };
}
