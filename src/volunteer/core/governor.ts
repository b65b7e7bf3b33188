// How much of the device may be used right now, from what the person set and what the device shows. Pure: senses and
// the clock come in, an allowance goes out. Backs off at once, comes back slowly.

import type { NumericClass } from '../../protocol/work.ts';
import type { Ease } from './events.ts';
import type { Allowance } from './state.ts';

/** What the person set, as far as it matters here. */
export type Limits = {
  /** Part of the time, (0, 1]. */
  duty: number;
  hiddenTab: boolean;
  onlyCharging: boolean;
  /** On battery under this level, 0 to 1, the device rests. */
  batteryFloor: number;
  respectSaveData: boolean;
  /** Part of the whole processor that computing takes where it is allowed what was set, 0 to 1. */
  ownShare: number;
};

/** What the browser shows right now; what it does not tell is left out. */
export type Senses = {
  hidden: boolean;
  /**
   * Nothing computes yet, or an engine has just been started, which takes every core for moments: what is felt now is
   * no reason to ease off later.
   */
  warmingUp: boolean;
  /** The page's own frames come late, or a task blocked it. */
  pageSlow: boolean;
  /** Time a batch takes over its own baseline. */
  strain: number;
  pressure?: 'nominal' | 'fair' | 'serious' | 'critical';
  /** `level` 0 to 1. */
  battery?: { charging: boolean; level: number };
  saveData?: boolean;
};

export type Governor = {
  /** Call at every change of a sense or limit, and about once a second. */
  decide(limits: Limits, senses: Senses): Allowance;
};

/** Work that takes this much longer than at its best has company. */
const STRAINED = 1.6;
const BACK_OFF = 0.5;
/**
 * Compute Pressure speaks of the whole processor, ours included (serious above 3/4 of it, critical above 9/10 in
 * Chromium). Who lends so much of it is a good part of the pressure: then it counts one level less.
 */
const LARGE_SHARE = 0.5;
/** Between two steps down, so that one cause is not counted twice before the first step can show. */
const STEP_DOWN_MS = 1500;
/** Without a cause for this long, the next step up is taken. */
const STEP_UP_MS = 4000;
const STEP_UP = 1.4;
/** Never less than this part of what was set, as long as the device does not rest. */
const LEAST_FACTOR = 0.15;

/** `clock` in monotonic milliseconds. */
export function createGovernor(clock: () => number): Governor {
  let factor = 1;
  let steppedDownAt = -Infinity;
  let quietSince = -Infinity;
  let why: Ease | undefined;

  function stepDown(cause: Ease, now: number): void {
    why = cause;
    quietSince = now;
    if (now - steppedDownAt < STEP_DOWN_MS) return;
    steppedDownAt = now;
    factor = Math.max(LEAST_FACTOR, factor * BACK_OFF);
  }

  function stepUp(now: number): void {
    if (factor === 1 || now - quietSince < STEP_UP_MS) return;
    quietSince = now;
    factor = Math.min(1, factor * STEP_UP);
    if (factor === 1) why = undefined;
  }

  return {
    decide(limits, senses) {
      const { hidden } = senses;
      const rest = reasonToRest(limits, senses);
      if (rest !== undefined) return { duty: 0, easing: rest, hidden };
      const now = clock();
      const cause = reasonToEase(limits, senses);
      if (cause === undefined) stepUp(now);
      else stepDown(cause, now);
      return { duty: limits.duty * factor, hidden, ...(why === undefined ? {} : { easing: why }) };
    },
  };
}

/**
 * Part of the whole processor that the engine takes at this duty, 0 to 1: none while there is no engine, or where the
 * graphics card computes. `cores` are logical ones.
 */
export function ownShareOf(
  engine: Pick<NumericClass, 'executionProvider' | 'threads'> | undefined,
  duty: number,
  cores: number,
): number {
  if (engine?.executionProvider !== 'wasm') return 0;
  return Math.min(1, (duty * engine.threads) / cores);
}

function reasonToRest(
  limits: Limits,
  { hidden, warmingUp, pressure, battery, saveData }: Senses,
): Ease | undefined {
  const { ownShare } = limits;
  if (hidden && !limits.hiddenTab) return 'hidden';
  if (battery !== undefined && !battery.charging) {
    if (limits.onlyCharging) return 'not-charging';
    if (battery.level < limits.batteryFloor) return 'battery';
  }
  if (saveData === true && limits.respectSaveData) return 'save-data';
  return pressure === 'critical' && ownShare < LARGE_SHARE && !warmingUp ? 'pressure' : undefined;
}

function reasonToEase(
  { ownShare }: Limits,
  { warmingUp, pageSlow, strain, pressure, hidden }: Senses,
): Ease | undefined {
  if (warmingUp) return undefined;
  if (pressure === 'critical' || (pressure === 'serious' && ownShare < LARGE_SHARE)) return 'pressure';
  // A hidden page draws nothing.
  if (pageSlow && !hidden) return 'page-slow';
  return strain >= STRAINED ? 'device-busy' : undefined;
}
