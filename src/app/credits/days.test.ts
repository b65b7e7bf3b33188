// The history by the day.

import { expect, it } from 'vitest';
import type { HistoryItem } from '../../protocol/work.ts';
import { groupByDay } from './days.ts';

const itemOf = (taskId: string, reportedAt: Date, state: HistoryItem['state'] = 'valid') =>
  ({ taskId, reportedAt: reportedAt.toISOString(), state }) as HistoryItem;

it('puts the newest day first and weaves the validated ones in their order', () => {
  const days = groupByDay([
    itemOf('a', new Date(2026, 4, 1, 9)),
    itemOf('b', new Date(2026, 4, 2, 8)),
    itemOf('c', new Date(2026, 4, 2, 23, 59), 'pending'),
    itemOf('d', new Date(2026, 4, 2, 12)),
  ]);
  expect(days.map((day) => day.startsAt)).toEqual([
    new Date(2026, 4, 2).getTime(),
    new Date(2026, 4, 1).getTime(),
  ]);
  expect(days[0]!.items.map((item) => item.taskId)).toEqual(['c', 'd', 'b']);
  expect(days[0]!.woven.map((item) => item.taskId)).toEqual(['b', 'd']);
});
