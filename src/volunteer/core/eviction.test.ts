import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Sha256 } from '../../protocol/ids.ts';
import { byUse, chooseEvictions } from './eviction.ts';

const entries = fc.uniqueArray(
  fc.record({
    sha256: fc.nat().map((n) => n.toString(16).padStart(64, '0') as Sha256),
    sizeBytes: fc.nat(1000),
    usedAt: fc.nat(),
  }),
  { selector: (entry) => entry.sha256, maxLength: 20 },
);

test('what is left fits, is the last used, and no more goes than must', () => {
  fc.assert(
    fc.property(entries, fc.nat(1000), fc.nat(5000), (kept, needed, max) => {
      const evicted = chooseEvictions(kept, needed, max);
      if (evicted === undefined) {
        expect(needed).toBeGreaterThan(max);
        return;
      }
      const left = byUse(kept).slice(0, kept.length - evicted.length);
      expect(left.some((entry) => evicted.includes(entry.sha256))).toBe(false);
      const total = left.reduce((sum, entry) => sum + entry.sizeBytes, needed);
      expect(total).toBeLessThanOrEqual(max);
      const spared = kept.find((entry) => entry.sha256 === evicted.at(-1));
      if (spared !== undefined) expect(total + spared.sizeBytes).toBeGreaterThan(max);
    }),
  );
});
