// Waiting for the person to say stop.

/** Resolves at the first SIGINT, SIGTERM or SIGHUP; the second one ends the process at once. */
export function untilSignal(timeoutMs = Infinity): Promise<void> {
  return new Promise((resolve) => {
    const timer = timeoutMs === Infinity ? undefined : setTimeout(resolve, timeoutMs);
    const first = () => {
      clearTimeout(timer);
      for (const signal of SIGNALS) {
        process.off(signal, first);
        process.on(signal, () => process.exit(1));
      }
      resolve();
    };
    for (const signal of SIGNALS) process.on(signal, first);
  });
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
