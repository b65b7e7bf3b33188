// Calls that must not outlive what answers them: a terminated worker or a lost device never answers, so the
// calls under way are rejected by whoever learns of its end.

export type Lifeline<Reason extends Error> = {
  /** Settles as `work` does, or rejects with the reason if the end comes first. */
  hold<T>(work: Promise<T>): Promise<T>;
  /** Rejects every held call; the first reason stays. */
  end(reason: Reason): void;
  /** Resolves with the reason of the end. */
  readonly ended: Promise<Reason>;
  /** The reason, once it ended. */
  readonly reason: Reason | undefined;
};

export function createLifeline<Reason extends Error>(): Lifeline<Reason> {
  // A set instead of Promise.race with `ended`, whose list of reactions would grow with every call.
  const rejectors = new Set<(reason: Reason) => void>();
  let reason: Reason | undefined;
  let resolveEnded: (reason: Reason) => void = () => {};
  const ended = new Promise<Reason>((resolve) => {
    resolveEnded = resolve;
  });
  return {
    hold: (work) =>
      new Promise((resolve, reject) => {
        // Also marks a rejection that comes after the end as handled.
        const leave = (): void => void rejectors.delete(reject);
        work.then(resolve, reject).then(leave, leave);
        if (reason) reject(reason);
        else rejectors.add(reject);
      }),
    end(given) {
      if (reason) return;
      reason = given;
      for (const reject of rejectors) reject(given);
      rejectors.clear();
      resolveEnded(given);
    },
    ended,
    get reason() {
      return reason;
    },
  };
}
