// The cloth, in words.

import { counted } from './units.ts';

export const cloth = {
  headingEmpty: 'The loom is set up; the first stitch is still to come.',
  heading: (count: string) => `${count} workunits are woven into this cloth.`,
  headingOne: 'The first workunit is woven into this cloth.',
  headingMine: (mine: number, mineText: string, count: string) =>
    `${mineText} of these ${count} stitches ${mine === 1 ? 'is' : 'are'} yours.`,
  headingMineOnly: 'The first workunit is woven into this cloth, and it is yours.',
  label: (count: number, text: string) =>
    `The cloth: ${counted(count, text, 'validated workunit', 'validated workunits')}.`,
  labelMine: (count: number, text: string, mine: string) =>
    `The cloth: ${counted(count, text, 'validated workunit', 'validated workunits')}, ${mine} of them yours.`,
  labelEmpty: 'The empty loom: no validated workunit yet.',
  explain:
    'Each stitch is one workunit whose answer was checked, in the order of checking. The colour is its project.',
  mine: 'Yours are brighter.',
  latest: (count: string) => `Shown are the latest ${count}.`,
  explainEmpty:
    'Every workunit whose answer two devices agree on becomes one stitch, in the colour of its project.',
  begin: 'Press Start to weave the first.',
  away: 'The cloth appears when the coordinator answers.',
};
