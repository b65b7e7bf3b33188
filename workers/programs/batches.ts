// How a task's rows fall into engine calls. The same for every host, since the size of a batch can change the
// last bits; no batch spans two shards, whose shapes may differ.

import type { Shard } from '../../src/domain/shard.ts';

/** Rows `start` to `end - 1` of a shard. */
export type ShardRows = { shard: Shard; start: number; end: number };

/** `firstRow` counts over the whole task. */
export type Batch = ShardRows & { firstRow: number };

export function planBatches(inputs: readonly ShardRows[], batchRows: number): Batch[] {
  const batches: Batch[] = [];
  let firstRow = 0;
  for (const { shard, start, end } of inputs) {
    for (let at = start; at < end; at += batchRows) {
      const batch = { shard, start: at, end: Math.min(at + batchRows, end), firstRow };
      batches.push(batch);
      firstRow += batch.end - batch.start;
    }
  }
  return batches;
}
