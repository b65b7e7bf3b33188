// A token bucket: so many at once, so many a second in the long run.

export type TokenBucket = {
  /** Takes a token; without one, the milliseconds until there is one. */
  take(): { waitMs: number } | null;
};

/** `clock` in milliseconds. */
export function createTokenBucket(options: {
  capacity: number;
  perSecond: number;
  clock: () => number;
}): TokenBucket {
  const { capacity, perSecond, clock } = options;
  let tokens = capacity;
  let filledAt = clock();
  return {
    take() {
      const now = clock();
      tokens = Math.min(capacity, tokens + (Math.max(0, now - filledAt) / 1000) * perSecond);
      filledAt = now;
      if (tokens < 1) return { waitMs: Math.ceil(((1 - tokens) / perSecond) * 1000) };
      tokens -= 1;
      return null;
    },
  };
}
