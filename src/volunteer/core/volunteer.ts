// The handle that pages and the command line hold: start, pause, finish, close. Each turns a wish; a visit
// (visit.ts) does the work. Nothing is sent and nothing runs before start().

import { asTabloomError, type WireError } from '../../protocol/errors.ts';
import { createBoard } from './board.ts';
import { FACTS_AT_REST } from './phase.ts';
import type { Volunteer } from './state.ts';
import { createVisit, type Visit, type VisitDeps } from './visit.ts';
import { createBell } from './waiting.ts';
import { createWishes } from './wishes.ts';

export type VolunteerDeps = VisitDeps;

/** Idle until start(). After close() it may be started again, as a page that comes back from the browser's cache does. */
export function createVolunteer(deps: VolunteerDeps): Volunteer {
  const board = createBoard(deps.clock);
  const bell = createBell();
  const wishes = createWishes(board, bell);
  let current: { visit: Visit; controller: AbortController; ended: Promise<void> } | undefined;

  function begin(): void {
    const visit = createVisit(deps, board, wishes, bell);
    const controller = new AbortController();
    board.update({ ...FACTS_AT_REST, wish: 'run', open: true, stuck: undefined }, { queued: 0 });
    current = { visit, controller, ended: run(visit, controller) };
  }

  async function run(visit: Visit, controller: AbortController): Promise<void> {
    let problem: WireError | undefined;
    try {
      await visit.run(controller.signal);
    } catch (thrown) {
      if (!controller.signal.aborted) problem = asTabloomError(thrown).toWire();
    }
    controller.abort();
    await visit.leave();
    current = undefined;
    if (problem !== undefined) board.log(problem.message);
    const again = problem === undefined && wishes.wish === 'run';
    const facts = { ...FACTS_AT_REST, away: undefined, dryUntilAt: undefined, stuck: problem };
    board.update(facts, { task: undefined, download: undefined, queued: 0, rowsPerSecond: 0 });
    if (again) begin();
  }

  return {
    get state() {
      return board.state;
    },
    subscribe: (listener) => board.subscribe(listener),
    start() {
      if (current === undefined) begin();
      else wishes.set('run');
    },
    pause() {
      if (current === undefined || wishes.wish === 'rest') return;
      wishes.set('pause');
      current.visit.halt();
    },
    finish() {
      if (current === undefined || wishes.wish === 'rest') return;
      wishes.set('finish');
    },
    read: async <T>(signal: AbortSignal, path: string) => (await deps.connection.read(signal, path)) as T,
    async close() {
      if (current === undefined) return;
      const { visit, controller, ended } = current;
      wishes.set('rest');
      const left = visit.leave();
      controller.abort();
      await left;
      await ended;
    },
  };
}
