// The loop at the heart: keep an engine, take the first lease, compute it (oneTask.ts), until there is nothing to do.

import type { Board } from './board.ts';
import type { Engines } from './engines.ts';
import type { Leases } from './leases.ts';
import { computeOne, type TaskDeps } from './oneTask.ts';
import type { Supply } from './supply.ts';
import type { Bell } from './waiting.ts';
import type { Wishes } from './wishes.ts';

export type ComputingDeps = TaskDeps & {
  board: Board;
  bell: Bell;
  wishes: Wishes;
  leases: Leases;
  engines: Engines;
  supply: Supply;
};

/** Computes until Finish has nothing begun left. Throws `engine_unavailable` when the device has no engine left. */
export async function computeAll(signal: AbortSignal, deps: ComputingDeps): Promise<void> {
  const { board, bell, wishes, leases, engines, supply } = deps;
  for (;;) {
    signal.throwIfAborted();
    if (wishes.wish === 'finish' && leases.first()?.begun !== true) return;
    if (wishes.wish === 'pause') {
      await bell.wait(signal);
      continue;
    }
    const dead = engines.current?.dead;
    if (dead !== undefined) {
      engines.discard(dead);
      await supply.giveBack(signal, leases.all);
    }
    if (engines.current === undefined) {
      await board.busyWith(engines.open(signal));
      bell.ring();
      continue;
    }
    const lease = leases.first();
    if (lease === undefined) await bell.wait(signal);
    else await computeOne(signal, deps, engines.current, lease);
  }
}
