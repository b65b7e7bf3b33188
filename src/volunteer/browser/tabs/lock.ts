// The one lock of the origin: whoever holds it computes. The browser gives it to the next tab in line when its holder
// is closed or dies (https://w3c.github.io/web-locks/).

const NAME = 'tabloom-compute';

export type ComputeLock = {
  /** Runs `work` while holding the lock; false, without running it, if another tab holds it. */
  ifFree(work: () => Promise<void>): Promise<boolean>;
  /** Waits in line; the answer leaves the line, unless it was one's turn already. */
  queue(work: () => Promise<void>): () => void;
  /** Whether another tab waits in line. */
  hasSuccessor(): Promise<boolean>;
};

/** Where the browser has no locks (before 2022, or no HTTPS), every tab is the only one. */
export function createComputeLock(): ComputeLock {
  const locks = navigator.locks as LockManager | undefined;
  if (locks === undefined) {
    return {
      async ifFree(work) {
        await work();
        return true;
      },
      queue: () => () => {},
      hasSuccessor: async () => false,
    };
  }
  return {
    ifFree: (work) =>
      locks.request(NAME, { ifAvailable: true }, async (lock) => {
        if (lock === null) return false;
        await work();
        return true;
      }),
    queue(work) {
      const controller = new AbortController();
      locks
        .request(NAME, { signal: controller.signal }, work)
        // Left the line.
        .catch(() => undefined);
      return () => controller.abort();
    },
    async hasSuccessor() {
      const { pending = [] } = await locks.query();
      return pending.some(({ name }) => name === NAME);
    },
  };
}
