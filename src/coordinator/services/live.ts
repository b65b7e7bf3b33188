// Live counters for everybody: read from the database at most once a second, however many ask.

import type { LiveEvent, Stats } from '../../protocol/live.ts';
import { readStats } from '../db/queries/stats.ts';
import type { Context } from './context.ts';

const FRESH_MS = 1000;
const ACTIVE_MS = 60_000;
const RECENT_MS = 600_000;

export type Live = {
  now(): Promise<LiveEvent & { poolGflops: number }>;
};

export function createLive(context: Context): Live {
  let last: { at: number; event: ReturnType<Live['now']> } | undefined;

  async function read() {
    const now = context.clock();
    const row = await readStats(context.pool, new Date(now - ACTIVE_MS), new Date(now - RECENT_MS));
    const { workunits, recentFlops, clothSeq, poolGflops, ...counters } = row;
    const stats: Stats = {
      ...counters,
      workunitsOpen: workunits - row.workunitsValidated - row.workunitsFailed,
      gflops: recentFlops / (RECENT_MS / 1000) / 1e9,
      at: new Date(now).toISOString(),
    };
    return { stats, clothSeq, poolGflops };
  }

  return {
    now() {
      const now = context.clock();
      if (!last || now - last.at >= FRESH_MS) {
        const event = read();
        last = { at: now, event };
        event.catch(() => (last = undefined));
      }
      return last.event;
    },
  };
}
