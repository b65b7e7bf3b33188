// What the generator counts: everything since its start for the check at the end, and windows for the rates.

import type { ResultOutcome } from '../../../src/protocol/work.ts';

export type Window = {
  accepted: number;
  refused: number;
  leaseMs: number[];
  emptyLeases: number;
  reportMs: number[];
};

export type Tally = {
  lease(tasks: number, ms: number): void;
  report(outcomes: readonly ResultOutcome[], ms: number): void;
  /** What has been counted since the last call. */
  take(): Window;
  /** Results accepted since the start, whichever window they fell in. */
  readonly accepted: number;
};

const emptyWindow = (): Window => ({ accepted: 0, refused: 0, leaseMs: [], emptyLeases: 0, reportMs: [] });

/** A result counts when its outcome came back without an error. */
export function createTally(onRefused: (outcome: ResultOutcome) => void): Tally {
  let window = emptyWindow();
  let accepted = 0;
  return {
    lease(tasks, ms) {
      window.leaseMs.push(ms);
      if (tasks === 0) window.emptyLeases++;
    },
    report(outcomes, ms) {
      window.reportMs.push(ms);
      for (const outcome of outcomes) {
        if (outcome.error === undefined) {
          window.accepted++;
          accepted++;
        } else {
          window.refused++;
          onRefused(outcome);
        }
      }
    },
    take() {
      const taken = window;
      window = emptyWindow();
      return taken;
    },
    get accepted() {
      return accepted;
    },
  };
}

/** The value that a share `p` of the values does not exceed; NaN of none. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}
