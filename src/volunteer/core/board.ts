// Where the running parts write what they know and watchers read one immutable value. The phase is never set, it
// follows from the facts.

import type { VolunteerEvent } from './events.ts';
import { FACTS_AT_REST, phaseOf, type Facts } from './phase.ts';
import { IDLE_STATE, type VolunteerState } from './state.ts';

const LOG_LENGTH = 100;

type Shown = Omit<VolunteerState, 'phase' | 'problem' | 'nextTryAt' | 'log'>;
/** `undefined` takes a field away. */
export type Changes = { [K in keyof Shown]?: Shown[K] | undefined };

export type Board = {
  readonly state: VolunteerState;
  readonly facts: Readonly<Facts>;
  /** Listeners hear of every change at once. */
  subscribe(listener: (state: VolunteerState) => void): () => void;
  update(facts: Partial<Facts>, changes?: Changes): void;
  /** The engine is busy until `work` settles. */
  busyWith<T>(work: Promise<T>): Promise<T>;
  log(event: VolunteerEvent): void;
  /** A trouble that was dealt with: logged, and shown until the next task is done. */
  notice(event: VolunteerEvent): void;
};

/** `clock` in milliseconds since the epoch. */
export function createBoard(clock: () => number): Board {
  const listeners = new Set<(state: VolunteerState) => void>();
  let state = IDLE_STATE;
  let facts = FACTS_AT_REST;

  function publish(changes: Changes & { log?: VolunteerState['log'] }): void {
    const { phase: _phase, problem: _problem, nextTryAt: _nextTryAt, ...shown } = state;
    const next: Record<string, unknown> = { ...shown, ...changes, ...phaseOf(facts) };
    for (const [name, value] of Object.entries(changes)) if (value === undefined) delete next[name];
    state = next as unknown as VolunteerState;
    for (const listener of Array.from(listeners)) listener(state);
  }

  function update(newFacts: Partial<Facts>, changes: Changes = {}): void {
    facts = { ...facts, ...newFacts };
    publish(changes);
  }

  function logged(event: VolunteerEvent): VolunteerState['log'] {
    return [...state.log, { at: clock(), event }].slice(-LOG_LENGTH);
  }

  return {
    get state() {
      return state;
    },
    get facts() {
      return facts;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    update,
    async busyWith(work) {
      update({ busy: true });
      try {
        return await work;
      } finally {
        update({ busy: false });
      }
    },
    log: (event) => publish({ log: logged(event) }),
    notice: (event) => publish({ log: logged(event), notice: event }),
  };
}
