// How long to wait before the next try: exponential with full jitter, so that a crowd of hosts does not come
// back at one instant (Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).

export type Backoff = {
  /** Milliseconds to wait now; each call doubles the window. Never under `retryAfterMs`. */
  next(retryAfterMs?: number): number;
  /** After a success: the next window is the first again. */
  reset(): void;
};

/**
 * The n-th delay is uniform in [0, min(capMs, baseMs · 2^n)), on top of `retryAfterMs` where the other side named one.
 * `random` answers in [0, 1).
 */
export function createBackoff(options: { random: () => number; baseMs?: number; capMs?: number }): Backoff {
  const { random, baseMs = 1000, capMs = 60_000 } = options;
  let tries = 0;
  return {
    next(retryAfterMs = 0) {
      const windowMs = Math.min(capMs, baseMs * 2 ** Math.min(tries, 52));
      tries += 1;
      return Math.max(0, retryAfterMs) + random() * windowMs;
    },
    reset() {
      tries = 0;
    },
  };
}
