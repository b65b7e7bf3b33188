// What the person wants and what the governor allows, and the signal that a change interrupts: downloads for a task
// stop at a pause, an engine call is ended.

import type { Board } from './board.ts';
import { mayCompute, type Wish } from './phase.ts';
import type { Allowance } from './state.ts';
import type { Bell } from './waiting.ts';

export type Wishes = {
  readonly wish: Wish;
  /** Whether computing may go on: the person wants it, and the governor does not rest the device. */
  readonly computes: boolean;
  /** The part of the time that computing may take, (0, 1]. */
  readonly duty: number;
  readonly hidden: boolean;
  /** Aborted at the next change of the wish, or when the device begins or ends to rest. */
  readonly unchanged: AbortSignal;
  set(wish: Wish): void;
  allow(allowance: Allowance): void;
};

/** `onDuty` hears of every new duty above 0. */
export function createWishes(board: Board, bell: Bell, onDuty: (duty: number) => void): Wishes {
  let controller = new AbortController();
  let hidden = false;
  let duty = 1;

  function turn(change: () => void): void {
    const before = controller;
    controller = new AbortController();
    change();
    before.abort();
    bell.ring();
  }

  return {
    get wish() {
      return board.facts.wish;
    },
    get computes() {
      return mayCompute(board.facts);
    },
    get duty() {
      return duty;
    },
    get hidden() {
      return hidden;
    },
    get unchanged() {
      return controller.signal;
    },
    set(wish) {
      if (board.facts.wish !== wish) turn(() => board.update({ wish }));
    },
    allow(allowance) {
      hidden = allowance.hidden;
      const { easing } = allowance;
      const resting = allowance.duty <= 0;
      const shown = { duty: allowance.duty, easing };
      // From one cause to another is no news: the page shows which one it is now, and the log has only a hundred lines.
      const isNews = (easing === undefined) !== (board.state.easing === undefined);
      if (isNews || resting !== board.facts.resting) tellEasing(board, easing, resting);
      if (resting === board.facts.resting) board.update({}, shown);
      else turn(() => board.update({ resting }, shown));
      if (resting || allowance.duty === duty) return;
      duty = allowance.duty;
      onDuty(duty);
    },
  };
}

function tellEasing(board: Board, easing: Allowance['easing'], resting: boolean): void {
  if (!board.facts.open) return;
  if (easing === undefined) board.log({ type: 'unhindered' });
  else board.log({ type: resting ? 'rested' : 'eased', why: easing });
}
