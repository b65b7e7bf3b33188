// Which engine has computed a task on this device before: the next visit starts with it instead of finding out again.

import * as v from 'valibot';
import type { EngineTarget } from '../../../workers/api.ts';

const KEY = 'tabloom.engine';
/** After this long the ladder is climbed again: drivers and browsers change. */
const GOOD_FOR_MS = 30 * 86_400_000;

const Remembered = v.object({
  executionProvider: v.picklist(['webgpu', 'wasm']),
  threads: v.number(),
  at: v.number(),
});

/** `now` in milliseconds since the epoch. Undefined where nothing is kept, or too long ago. */
export function recallEngine(now: number): EngineTarget | undefined {
  try {
    const { at, ...target } = v.parse(Remembered, JSON.parse(localStorage.getItem(KEY) ?? ''));
    return now - at < GOOD_FOR_MS ? target : undefined;
  } catch {
    return undefined;
  }
}

export function rememberEngine({ executionProvider, threads }: EngineTarget, now: number): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ executionProvider, threads, at: now }));
  } catch {
    // A browser that denies storage finds out again.
  }
}
