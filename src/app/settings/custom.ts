// From a level to one's own numbers. Pure.

import { dutyOf, threadsWanted, type PowerChoice } from '../../volunteer/core/power.ts';

/** What the choice means in numbers, on a device with so many logical cores. */
export function numbersOf(chosen: PowerChoice, cores: number): { percent: number; threads: number } {
  return { percent: Math.round(dutyOf(chosen) * 100), threads: threadsWanted(chosen, cores) };
}

/** One's own choice: the numbers of the present one, but for what is changed. */
export function toCustom(
  chosen: PowerChoice,
  cores: number,
  changes: Partial<{ percent: number; threads: number }>,
): PowerChoice {
  return { power: 'custom', ...numbersOf(chosen, cores), ...changes };
}
