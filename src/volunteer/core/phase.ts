// From the facts of a visit to the one word that the page shows. Pure.

import type { WireError } from '../../protocol/errors.ts';
import type { Away } from './link.ts';
import type { VolunteerState } from './state.ts';

/** What the person asked for last. rest: nothing, or everything to end. */
export type Wish = 'rest' | 'run' | 'pause' | 'finish';

export type Facts = {
  wish: Wish;
  /** The governor rests the device: nothing computes, leases are kept. */
  resting: boolean;
  /** Between Start and the return to idle. */
  open: boolean;
  /** The engine is proven and the host signed in. */
  ready: boolean;
  /** An engine call is under way and would have to end before a pause is one. */
  busy: boolean;
  /** There is a task to compute. */
  atHand: boolean;
  /** The coordinator had no work for this host and will be asked again then. */
  dryUntilAt?: number | undefined;
  away?: Away | undefined;
  /** Why it cannot go on without the person. */
  stuck?: WireError | undefined;
};

export const FACTS_AT_REST: Facts = {
  wish: 'rest',
  resting: false,
  open: false,
  ready: false,
  busy: false,
  atHand: false,
};

export function phaseOf(facts: Facts): Pick<VolunteerState, 'phase' | 'problem' | 'nextTryAt'> {
  const { wish, away, stuck, dryUntilAt } = facts;
  if (stuck !== undefined) return { phase: 'stuck', problem: stuck };
  if (!facts.open || wish === 'rest') return { phase: 'idle' };
  if (wish === 'pause') return { phase: facts.busy ? 'pausing' : 'paused' };
  if (facts.resting) return { phase: 'resting' };
  if (wish === 'finish') return { phase: 'finishing', ...away };
  // What is at hand is computed all the same.
  if (away !== undefined && !(facts.ready && facts.busy && facts.atHand))
    return { phase: 'offline', ...away };
  if (!facts.ready) return { phase: 'starting' };
  if (!facts.atHand && dryUntilAt !== undefined) return { phase: 'waiting', nextTryAt: dryUntilAt };
  return { phase: 'working' };
}

/** Whether computing may go on, or begin. */
export function mayCompute({ wish, resting }: Pick<Facts, 'wish' | 'resting'>): boolean {
  return !resting && (wish === 'run' || wish === 'finish');
}
