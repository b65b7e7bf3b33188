// The loop at the heart: keep an engine, take the first lease, compute it (oneTask.ts), until there is nothing to do.

import { computeOne, type TaskDeps } from './oneTask.ts';
import { withSignals } from './waiting.ts';

/** Computes until Finish has nothing begun left. Throws `engine_unavailable` when the device has no engine left. */
export async function computeAll(signal: AbortSignal, deps: TaskDeps): Promise<void> {
  const { bell, wishes, leases, engines, supply, loader } = deps;
  for (;;) {
    signal.throwIfAborted();
    if (wishes.wish === 'finish' && (leases.first()?.begun !== true || !wishes.computes)) return;
    if (!wishes.computes) {
      await bell.wait(signal);
      continue;
    }
    const dead = engines.current?.dead;
    if (dead !== undefined) {
      engines.discard(dead);
      await supply.giveBack(signal, leases.all);
    }
    engines.settle();
    if (engines.current === undefined) {
      await openEngine(signal, deps);
      continue;
    }
    const { held } = engines.current;
    leases.prefer((lease) => loader.isReady(lease, held));
    const lease = leases.first();
    if (lease === undefined) await bell.wait(signal);
    else await computeOne(signal, deps, engines.current, lease);
  }
}

/** Until an engine runs, or there is a change of mind. Throws `engine_unavailable` when no target is left. */
export async function openEngine(
  signal: AbortSignal,
  { board, bell, wishes, engines }: Pick<TaskDeps, 'board' | 'bell' | 'wishes' | 'engines'>,
): Promise<void> {
  const { unchanged } = wishes;
  try {
    await board.busyWith(withSignals([signal, unchanged], (inner) => engines.open(inner)));
    bell.ring();
  } catch (thrown) {
    signal.throwIfAborted();
    if (!unchanged.aborted) throw thrown;
  }
}
