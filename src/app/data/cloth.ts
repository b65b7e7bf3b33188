// The stitches that the page holds: merging what the coordinator sends, in order and without gaps. Pure.

import type { Stitch } from '../../protocol/live.ts';

/** As many as the coordinator answers with at once, and more than the finest weave shows. */
export const CLOTH_LIMIT = 5000;
const KEPT = 2 * CLOTH_LIMIT;

export type ClothData = {
  /** The latest ones, sorted by `seq`. */
  stitches: readonly Stitch[];
  /** Stitches ever: the first of `stitches` is number `total - stitches.length`. */
  total: number;
};

export const EMPTY_CLOTH: ClothData = { stitches: [], total: 0 };

export function lastSeq(cloth: ClothData): number {
  return cloth.stitches.at(-1)?.seq ?? 0;
}

/** A first load. Fewer than the limit are all there are, whatever the (up to a second old) total says. */
export function loadCloth(answer: ClothData): ClothData {
  const stitches = answer.stitches.toSorted((a, b) => a.seq - b.seq);
  const all = stitches.length < CLOTH_LIMIT;
  return { stitches, total: all ? stitches.length : Math.max(answer.total, stitches.length) };
}

/** Later stitches join at the end; known ones are left out, the oldest are forgotten past what can be shown. */
export function growCloth(cloth: ClothData, later: readonly Stitch[]): ClothData {
  const after = lastSeq(cloth);
  const fresh = later.filter((stitch) => stitch.seq > after).toSorted((a, b) => a.seq - b.seq);
  if (fresh.length === 0) return cloth;
  return {
    stitches: [...cloth.stitches, ...fresh].slice(-KEPT),
    total: cloth.total + fresh.length,
  };
}

export function countMine(cloth: ClothData): number {
  return cloth.stitches.reduce((count, stitch) => count + (stitch.mine ? 1 : 0), 0);
}
