// The volunteer's own results, page by page from the newest, read again when credit changes.

import { computed, effect, signal } from '@preact/signals';
import type { HistoryItem, HistoryResponse } from '../../protocol/work.ts';
import { readAsMe, state, tabs } from './visit.ts';

export type History = {
  items: readonly HistoryItem[];
  /** Where the next older page starts; null at the end. */
  nextBefore: string | null;
};

/** Undefined until it could be read. */
export const history = signal<History | undefined>(undefined);

tabs.onKeyChanged(() => {
  history.value = undefined;
});

/** By value, since the state is replaced several times a second. */
const amounts = computed(() => {
  const { credit } = state.value;
  return credit && [credit.pendingMicro, credit.heldMicro, credit.availableMicro].join(' ');
});

/** Keeps the newest page fresh while somebody looks; the answer stops it. A read that fails waits for new credit. */
export function watchHistory(): () => void {
  return effect(() => {
    const read = readAsMe.value;
    if (!read || amounts.value === undefined) return;
    void read<HistoryResponse>('/v1/me/history').then(joinNewest, () => undefined);
  });
}

export async function loadOlder(): Promise<void> {
  const read = readAsMe.peek();
  const known = history.peek();
  if (!read || !known?.nextBefore) return;
  const older = await read<HistoryResponse>(`/v1/me/history?before=${encodeURIComponent(known.nextBefore)}`);
  const have = new Set(known.items.map((item) => item.taskId));
  history.value = {
    items: [...known.items, ...older.items.filter((item) => !have.has(item.taskId))],
    nextBefore: older.nextBefore,
  };
}

/** The newest page replaces what it covers; older pages that were loaded stay. */
function joinNewest(newest: HistoryResponse): void {
  const known = history.peek();
  const fresh = new Set(newest.items.map((item) => item.taskId));
  const rest = known?.items.filter((item) => !fresh.has(item.taskId)) ?? [];
  history.value = {
    items: [...newest.items, ...rest],
    nextBefore: rest.length > 0 ? known!.nextBefore : newest.nextBefore,
  };
}
