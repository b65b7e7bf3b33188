// When a lease runs out. A lease answers "is it making progress on my task?"; the hard deadline never moves.

/** Browsers let a hidden tab's timers fire once a minute, so silence is tolerated for two and a half. */
export const LEASE_MS = 150_000;
/** A paused task waits this long, once. */
export const PAUSE_MS = 600_000;
const MIN_HARD_DEADLINE_MS = 1_800_000;

/** Milliseconds from lease to hard deadline: twenty times the estimate, at least half an hour. */
export function hardDeadlineMs(flops: number, gflops: number): number {
  const estimateMs = (flops / Math.max(0.1, gflops) / 1e9) * 1000;
  return Math.max(MIN_HARD_DEADLINE_MS, 20 * estimateMs);
}
