// Which kept artifacts make room for a new one: those used longest ago. Pure.

import type { Sha256 } from '../../protocol/ids.ts';

/** `usedAt` in milliseconds since the epoch. */
export type KeptEntry = { sha256: Sha256; sizeBytes: number; usedAt: number };

/**
 * What to drop so that `neededBytes` more stay within `maxBytes`; undefined when even an empty store could not
 * take them.
 */
export function chooseEvictions(
  entries: readonly KeptEntry[],
  neededBytes: number,
  maxBytes: number,
): Sha256[] | undefined {
  if (neededBytes > maxBytes) return undefined;
  let total = entries.reduce((sum, entry) => sum + entry.sizeBytes, neededBytes);
  const dropped: Sha256[] = [];
  for (const entry of byUse(entries).toReversed()) {
    if (total <= maxBytes) break;
    dropped.push(entry.sha256);
    total -= entry.sizeBytes;
  }
  return dropped;
}

/** Last used first. */
export function byUse(entries: readonly KeptEntry[]): KeptEntry[] {
  return entries.toSorted((a, b) => b.usedAt - a.usedAt);
}
