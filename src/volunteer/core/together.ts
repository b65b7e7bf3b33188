// Loops side by side that live and end as one. Nothing resolves or rejects here before every loop has settled.

import { withSignals } from './waiting.ts';

type Loop = (signal: AbortSignal) => Promise<void>;

/** Until all are done; whoever fails aborts the others. Rejects with the first failure. */
export function all(signal: AbortSignal, loops: readonly Loop[]): Promise<void> {
  return sideBySide(signal, loops, () => false);
}

/** Until `main` is done, which aborts its helpers; whoever fails aborts the others. Rejects with the first failure. */
export function together(signal: AbortSignal, main: Loop, helpers: readonly Loop[]): Promise<void> {
  return sideBySide(signal, [main, ...helpers], (loop) => loop === main);
}

async function sideBySide(
  signal: AbortSignal,
  loops: readonly Loop[],
  endsAll: (loop: Loop) => boolean,
): Promise<void> {
  const ended = new AbortController();
  let failure: { thrown: unknown } | undefined;
  await withSignals([signal, ended.signal], async (inner) => {
    const guarded = async (loop: Loop): Promise<void> => {
      try {
        await loop(inner);
        if (endsAll(loop)) ended.abort();
      } catch (thrown) {
        if (!inner.aborted) failure ??= { thrown };
        ended.abort();
      }
    };
    await Promise.all(loops.map(guarded));
  });
  if (failure !== undefined) throw failure.thrown;
  signal.throwIfAborted();
}
