// Holds computing to a part of the time: every busy stretch makes a debt of rest, which is paid in between. Time
// spent idle for other reasons counts as rest; what a rest overslept is made up for later.

export type Throttle = {
  /** `duty` in (0, 1]: computing may take this part of the time. Takes effect at once, also in the midst of a rest. */
  set(duty: number): void;
  /** After `busyMs` of computing that end now: rests as long as it takes, or until `interrupt`. */
  rest(busyMs: number): Promise<void>;
  /** Ends a rest early; its debt stays. */
  interrupt(): void;
};

/** Shorter rests cost more in wake-ups than they spare; the debt is kept until it is worth one. */
const SHORTEST_REST_MS = 15;
/** How much of an overslept rest may be made up for. */
const MAX_CREDIT_MS = 100;

/** `now` in milliseconds; `sleep` resolves after `ms` or when `wake` is called. */
export function createThrottle(clock: { now: () => number; sleep: (ms: number) => Sleep }): Throttle {
  const { now, sleep } = clock;
  let duty = 1;
  /** Rest owed, in milliseconds; below 0 more was rested than had to be. */
  let owedMs = 0;
  let idleSince: number | undefined;
  let resting: Sleep | undefined;

  function countIdle(until: number): void {
    if (idleSince !== undefined) owedMs = Math.max(-MAX_CREDIT_MS, owedMs - Math.max(0, until - idleSince));
  }

  return {
    set(wanted) {
      const ratio = (part: number): number => 1 / part - 1;
      owedMs = duty < 1 ? owedMs * (ratio(wanted) / ratio(duty)) : 0;
      duty = wanted;
      resting?.wake();
    },
    async rest(busyMs) {
      countIdle(now() - busyMs);
      owedMs += busyMs * (1 / duty - 1);
      if (duty === 1) owedMs = 0;
      idleSince = now();
      if (owedMs < SHORTEST_REST_MS) return;
      resting = sleep(owedMs);
      await resting.done;
      resting = undefined;
      const at = now();
      countIdle(at);
      idleSince = at;
    },
    interrupt: () => resting?.wake(),
  };
}

export type Sleep = { done: Promise<void>; wake(): void };

/** A timer that can be ended early. */
export function sleepFor(ms: number): Sleep {
  let wake = (): void => {};
  const done = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
  return { done, wake: () => wake() };
}
