// The handle that pages and the command line hold: start, pause, finish, close. Each turns a wish; a visit
// (visit.ts) does the work. Nothing is sent and nothing runs before start().

import { asTabloomError, type WireError } from '../../protocol/errors.ts';
import { createBoard } from './board.ts';
import { createFailedTargets } from './failedTargets.ts';
import type { Luggage } from './luggage.ts';
import { FACTS_AT_REST, type Facts } from './phase.ts';
import { IDLE_STATE, type OwnVolunteer } from './state.ts';
import { createVisit, type Visit, type VisitDeps } from './visit.ts';
import { createBell } from './waiting.ts';
import { createWishes } from './wishes.ts';

export type VolunteerDeps = VisitDeps;

/** Idle until start(). After close() it may be started again, as a page that comes back from the browser's cache does. */
export function createVolunteer(deps: VolunteerDeps): OwnVolunteer {
  const board = createBoard(deps.clock);
  const bell = createBell();
  const wishes = createWishes(board, bell, (duty) => current?.visit.throttle(duty));
  /** For the whole session: a device that failed is not tried again. */
  const failed = createFailedTargets();
  let current: { visit: Visit; controller: AbortController; ended: Promise<void> } | undefined;

  /** Nothing is left of what was, but for the governor's word, which comes once. */
  function atRest(): Facts {
    const { resting } = board.facts;
    return { ...FACTS_AT_REST, resting, away: undefined, dryUntilAt: undefined, stuck: undefined };
  }

  function begin(wish: 'run' | 'pause' = 'run', luggage?: Luggage): void {
    const visit = createVisit({ ...deps, failed, luggage }, board, wishes, bell);
    const controller = new AbortController();
    // With no target left, only trying again can help.
    if (board.facts.stuck?.code === 'engine_unavailable') failed.clear();
    board.update({ ...atRest(), wish, open: true }, { queued: 0, notice: undefined });
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
    if (wishes.wish === 'finish' && problem === undefined) board.log({ type: 'finished' });
    if (problem !== undefined) board.log({ type: 'stopped', error: problem });
    const again = problem === undefined && wishes.wish === 'run';
    const shown = { task: undefined, download: undefined, queued: 0, rowsPerSecond: 0 };
    board.update({ ...atRest(), stuck: problem }, shown);
    if (again) begin();
  }

  /** Now, and whatever the visit is doing: what can go out at once does. */
  async function end(): Promise<void> {
    if (current === undefined) return;
    const { visit, controller, ended } = current;
    wishes.set('rest');
    const left = visit.leave();
    controller.abort();
    await left;
    await ended;
  }

  return {
    get state() {
      return board.state;
    },
    subscribe: (listener) => board.subscribe(listener),
    start() {
      if (current === undefined) {
        begin();
        return;
      }
      if (wishes.wish === 'pause') board.log({ type: 'resumed' });
      wishes.set('run');
    },
    pause() {
      if (current === undefined || wishes.wish === 'rest') return;
      if (wishes.wish !== 'pause') board.log({ type: 'paused' });
      wishes.set('pause');
      current.visit.stop();
    },
    finish() {
      if (current === undefined || wishes.wish === 'rest') return;
      wishes.set('finish');
    },
    read: async <T>(signal: AbortSignal, path: string) => (await deps.connection.send(signal, path)) as T,
    allow(allowance) {
      wishes.allow(allowance);
      if (!wishes.computes) current?.visit.stop();
    },
    retry: () => current?.visit.retry(),
    luggage: () => current?.visit.luggage() ?? { leases: [], results: [] },
    startWith(luggage, wish) {
      if (current === undefined) begin(wish, luggage);
    },
    async handOver() {
      if (current === undefined) return;
      current.visit.abandon();
      await end();
    },
    forget() {
      deps.connection.forget();
      const { visit, rowsPerSecond } = IDLE_STATE;
      const account = { credit: undefined, nextReleaseAt: undefined, volunteerId: undefined };
      board.update(atRest(), { ...account, visit, rowsPerSecond, notice: undefined });
    },
    async close() {
      await end();
    },
  };
}
