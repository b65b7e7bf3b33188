// One's own numbers start from those of the level that was chosen.

import { expect, it } from 'vitest';
import { dutyOf, threadsWanted, type PowerChoice } from '../../volunteer/core/power.ts';
import { numbersOf, toCustom } from './custom.ts';

const kept = { percent: 5, threads: 7 };

it.each([
  ['gentle', { percent: 25, threads: 2 }],
  ['balanced', { percent: 50, threads: 4 }],
  ['full', { percent: 100, threads: 6 }],
  ['custom', { percent: 5, threads: 7 }],
] as const)('%s is left as it is, but for the number that changes', (power, numbers) => {
  const chosen: PowerChoice = { power, ...kept };
  expect(numbersOf(chosen, 12)).toEqual(numbers);
  expect(toCustom(chosen, 12, { percent: 40 })).toEqual({ ...numbers, percent: 40, power: 'custom' });
  const more = toCustom(chosen, 12, { threads: 1 });
  expect(threadsWanted(more, 12)).toBe(1);
  expect(dutyOf(more)).toBe(dutyOf(chosen));
});
