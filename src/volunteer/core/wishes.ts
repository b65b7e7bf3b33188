// What the person wants, and the signal that a change of mind interrupts: downloads for a task stop at a pause,
// an engine call is asked to halt.

import type { Board } from './board.ts';
import type { Wish } from './phase.ts';
import type { Bell } from './waiting.ts';

export type Wishes = {
  readonly wish: Wish;
  /** Aborted at the next change of the wish. */
  readonly unchanged: AbortSignal;
  set(wish: Wish): void;
};

export function createWishes(board: Board, bell: Bell): Wishes {
  let controller = new AbortController();
  return {
    get wish() {
      return board.facts.wish;
    },
    get unchanged() {
      return controller.signal;
    },
    set(wish) {
      if (board.facts.wish === wish) return;
      const before = controller;
      controller = new AbortController();
      board.update({ wish });
      before.abort();
      bell.ring();
    },
  };
}
