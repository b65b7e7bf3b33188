// Loops side by side that live and end as one.

import { withSignals } from './waiting.ts';

type Loop = (signal: AbortSignal) => Promise<void>;

/**
 * Runs `main` with helpers beside it. When main is done, or anyone fails, all others are aborted; resolves or
 * rejects (with the first failure) only after every one of them has settled.
 */
export async function together(signal: AbortSignal, main: Loop, helpers: readonly Loop[]): Promise<void> {
  const ended = new AbortController();
  let failure: { thrown: unknown } | undefined;
  await withSignals([signal, ended.signal], async (inner) => {
    const guarded = async (loop: Loop): Promise<void> => {
      try {
        await loop(inner);
      } catch (thrown) {
        if (!inner.aborted) failure ??= { thrown };
        ended.abort();
      }
    };
    const settled = Promise.all(helpers.map(guarded));
    await guarded(main);
    ended.abort();
    await settled;
  });
  if (failure !== undefined) throw failure.thrown;
  signal.throwIfAborted();
}
