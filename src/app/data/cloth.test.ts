// The stitches that the page holds: in order, without doubles, and counted right past the limit.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Stitch } from '../../protocol/live.ts';
import { CLOTH_LIMIT, countMine, EMPTY_CLOTH, growCloth, lastSeq, loadCloth } from './cloth.ts';

const stitchOf = (seq: number, mine = false) => ({ seq, projectId: 'p', mine }) as unknown as Stitch;
const span = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, place) => stitchOf(from + place));

it('believes what it holds when that is everything', () => {
  expect(loadCloth({ stitches: span(1, 3), total: 2 }).total).toBe(3);
  expect(loadCloth({ stitches: span(9_001, 9_000 + CLOTH_LIMIT), total: 14_000 }).total).toBe(14_000);
});

it('ends the same however the stitches arrive', () => {
  const pieces = fc.array(fc.tuple(fc.nat(60), fc.nat(10)), { maxLength: 12 });
  fc.assert(
    fc.property(pieces, (cuts) => {
      let cloth = EMPTY_CLOTH;
      // Answers that overlap, as those of a stream and a first load do.
      for (const [, length] of cuts) {
        const after = lastSeq(cloth);
        cloth = growCloth(cloth, span(Math.max(1, after - 3), after + length).toReversed());
      }
      const seqs = cloth.stitches.map((stitch) => stitch.seq);
      expect(seqs).toEqual(span(1, lastSeq(cloth)).map((stitch) => stitch.seq));
      expect(cloth.total).toBe(seqs.length);
    }),
  );
});

it('keeps the same value when nothing is new', () => {
  const cloth = loadCloth({ stitches: span(1, 5), total: 5 });
  expect(growCloth(cloth, span(2, 5))).toBe(cloth);
});

it('counts one\u2019s own', () => {
  expect(countMine({ stitches: [stitchOf(1, true), stitchOf(2), stitchOf(3, true)], total: 3 })).toBe(2);
});
