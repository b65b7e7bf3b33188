// The cloth's geometry: nothing overlaps, nothing leaves the loom, and the weft is one unbroken thread.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstShown, layOutWeave, placeStitch, warpCount, warpX } from './weave.ts';

const request = fc.record({
  width: fc.integer({ min: 240, max: 2600 }),
  height: fc.integer({ min: 40, max: 600 }),
  total: fc.integer({ min: 0, max: 8_000 }),
});

describe('weave', () => {
  it('gives every shown stitch a place of its own on the loom', () => {
    fc.assert(
      fc.property(request, (wanted) => {
        const weave = layOutWeave(wanted);
        const taken = new Set<string>();
        for (let index = firstShown(weave); index < wanted.total; index++) {
          const place = placeStitch(weave, index)!;
          taken.add(`${place.row}:${place.warp}`);
          const onLoom =
            place.warp >= 0 &&
            place.warp < warpCount(weave) &&
            place.x + weave.pitch / 2 <= wanted.width + 1e-6 &&
            place.y < Math.max(wanted.height, weave.rowHeight);
          if (!onLoom) return false;
        }
        return taken.size === wanted.total - firstShown(weave);
      }),
      { numRuns: 60 },
    );
  });

  it('weaves to and fro: a stitch lies within one stitch and one row of the one before', () => {
    const weave = layOutWeave({ width: 800, height: 300, total: 400 });
    for (let index = 1; index < 400; index++) {
      const before = placeStitch(weave, index - 1)!;
      const place = placeStitch(weave, index)!;
      expect(Math.abs(place.x - before.x)).toBeLessThanOrEqual(weave.pitch + 1e-6);
      expect(place.row - before.row).toBeLessThanOrEqual(1);
    }
  });

  it('passes over a warp thread in one row and under it in the next', () => {
    const weave = layOutWeave({ width: 800, height: 300, total: 400 });
    for (let index = 0; index < 400; index++) {
      const place = placeStitch(weave, index)!;
      expect(place.warp % 2).toBe(place.row % 2);
    }
  });

  it('grows finer with the cloth and then rolls up the oldest rows', () => {
    const room = { width: 1100, height: 220 };
    const young = layOutWeave({ ...room, total: 10 });
    const older = layOutWeave({ ...room, total: 2000 });
    const old = layOutWeave({ ...room, total: 50_000 });
    expect(young.pitch).toBeGreaterThan(older.pitch);
    expect(older.firstRow).toBe(0);
    expect(old.firstRow).toBeGreaterThan(0);
    expect(placeStitch(old, 0)).toBeNull();
    expect(placeStitch(old, 49_999)).not.toBeNull();
  });

  it('keeps its size for a plan', () => {
    const room = { width: 600, height: 120 };
    expect(layOutWeave({ ...room, total: 3, plan: 900 }).pitch).toBe(
      layOutWeave({ ...room, total: 900 }).pitch,
    );
  });

  it('spreads the warp evenly over the width', () => {
    const weave = layOutWeave({ width: 500, height: 100, total: 0 });
    const last = warpX(weave, warpCount(weave) - 1);
    expect(500 - last).toBeCloseTo(warpX(weave, 0));
    expect(weave.rows).toBe(0);
  });
});
