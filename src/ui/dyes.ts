// The natural dyes of the cloth, one a project, and the materials around it, for both themes. Pure data.

import { mix } from './color.ts';

export type Theme = 'light' | 'dark';

type Dye = { name: string; light: string; dark: string };

/** In the order in which projects take them; past the last they start over, a shade apart. */
const DYES: readonly Dye[] = [
  { name: 'indigo', light: '#2f508f', dark: '#5d82c9' },
  { name: 'weld', light: '#cf9f1c', dark: '#dcb23f' },
  { name: 'verdigris', light: '#3a8776', dark: '#58ab96' },
  { name: 'madder', light: '#ab3d2d', dark: '#cd5c48' },
  { name: 'walnut', light: '#714c31', dark: '#a0775a' },
  { name: 'woad', light: '#7798b5', dark: '#9ab9d3' },
  { name: 'cochineal', light: '#8d3057', dark: '#bb5a81' },
  { name: 'lichen', light: '#858738', dark: '#abac5f' },
  { name: 'onion skin', light: '#c7702a', dark: '#dd8f4d' },
  { name: 'iron', light: '#4c4b51', dark: '#8d8c95' },
];

export type Materials = {
  /** Undyed linen of the warp. */
  warp: string;
  warpShade: string;
  /** What shows between two threads. */
  gap: string;
  wood: string;
  woodShade: string;
};

export const MATERIALS: Record<Theme, Materials> = {
  light: { warp: '#e6dbc3', warpShade: '#b9a987', gap: '#4a3d2c', wood: '#8a6343', woodShade: '#5e4029' },
  dark: { warp: '#a59b85', warpShade: '#585145', gap: '#0a0c0f', wood: '#6b4d36', woodShade: '#3f2c1e' },
};

export function dyeColor(index: number, theme: Theme): string {
  const base = DYES[index % DYES.length]![theme];
  const turn = Math.floor(index / DYES.length) % 3;
  return turn === 0 ? base : mix(base, turn === 1 ? '#ffffff' : '#000000', 0.28);
}

/** The thread of a stitch: full and lit where it is one's own, a little toward the linen where it is others'. */
export function threadColor(index: number, mine: boolean, theme: Theme): string {
  const color = dyeColor(index, theme);
  if (mine) return mix(color, '#ffffff', theme === 'light' ? 0.04 : 0.14);
  return theme === 'light' ? mix(color, MATERIALS.light.warp, 0.28) : mix(color, '#14171c', 0.3);
}
