// The history by the day, newest first: each day becomes a row of the page and of cloth. Pure.

import type { HistoryItem } from '../../protocol/work.ts';

export type Day = {
  /** Local midnight, milliseconds since the epoch. */
  startsAt: number;
  items: readonly HistoryItem[];
  /** Validated ones, oldest first, as they were woven. */
  woven: readonly HistoryItem[];
};

export function groupByDay(items: readonly HistoryItem[]): Day[] {
  const days = new Map<number, HistoryItem[]>();
  for (const item of items) {
    const startsAt = new Date(item.reportedAt).setHours(0, 0, 0, 0);
    const day = days.get(startsAt);
    if (day) day.push(item);
    else days.set(startsAt, [item]);
  }
  return [...days]
    .toSorted(([a], [b]) => b - a)
    .map(([startsAt, dayItems]) => {
      const newestFirst = dayItems.toSorted((a, b) => b.reportedAt.localeCompare(a.reportedAt));
      const woven = newestFirst.filter((item) => item.state === 'valid').toReversed();
      return { startsAt, items: newestFirst, woven };
    });
}
