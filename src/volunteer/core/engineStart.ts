// When an engine starts, as seen in what the runtime tells. Pure.

import type { Phase, VolunteerState } from './state.ts';

/** A pause or rest ends the engine; without work or coordinator it waits, and goes on as it is. */
const WITHOUT_ENGINE: ReadonlySet<Phase> = new Set(['idle', 'stuck', 'pausing', 'paused', 'resting']);

type Seen = Pick<VolunteerState, 'phase' | 'capabilities'>;

/** Whether an engine was started between the two, another one in place of the last included. */
export function hasStarted(before: Seen, after: Seen): boolean {
  if (WITHOUT_ENGINE.has(after.phase)) return false;
  return WITHOUT_ENGINE.has(before.phase) || after.capabilities !== before.capabilities;
}
