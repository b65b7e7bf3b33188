// Asks for work before the queue runs dry, and gives back what will not be computed.

import { asTabloomError } from '../../protocol/errors.ts';
import type { ArtifactStore } from './artifacts.ts';
import type { Board } from './board.ts';
import type { Connection } from './connection.ts';
import type { Engine, Engines } from './engines.ts';
import { MAX_LEASES, refOf, type Lease, type Leases } from './leases.ts';
import { isPassing, type Link } from './link.ts';
import { failureOf, type Outbox } from './outbox.ts';
import type { Pace } from './pace.ts';
import type { Bell } from './waiting.ts';
import type { Wishes } from './wishes.ts';

/** As many as one request for work may name. */
const MAX_HOLDS = 256;
const MAX_TASKS = 16;
/** Of the first request of a visit. */
const FIRST_TASKS = 2;
const FIRST_SECONDS = 1;
const MAX_SECONDS = 3600;
/** When the coordinator has no work and does not say when to ask again. */
const DRY_MS = 5000;

export type Supply = {
  /** Keeps the queue filled until aborted; after Finish it gives back what has not begun. */
  run(signal: AbortSignal): Promise<void>;
  /** Takes leases out of the queue and tells the coordinator, if it can be reached. */
  giveBack(signal: AbortSignal, leases: readonly Lease[]): Promise<void>;
};

/**
 * `wantSeconds`: how much work to have in the queue. `clock` in milliseconds since the epoch, `now` monotonic: an hour
 * that the clock jumps is none that passed.
 */
export function createSupply(deps: {
  connection: Connection;
  link: Link;
  leases: Leases;
  engines: Engines;
  outbox: Outbox;
  store: ArtifactStore;
  pace: Pace;
  wishes: Wishes;
  board: Board;
  bell: Bell;
  clock: () => number;
  now: () => number;
  random: () => number;
  wantSeconds: number;
}): Supply {
  const { connection, link, leases, engines, outbox, store, pace, wishes, board, bell } = deps;
  const { clock, now, random } = deps;
  /** The coordinator has nothing before. */
  let dryUntil = -Infinity;

  /** No task has begun in this visit. */
  function isFirst(): boolean {
    return !leases.all.some((lease) => lease.begun) && board.state.visit.tasks === 0;
  }

  function secondsWanted(engine: Engine): number {
    if (leases.all.length + MAX_TASKS > MAX_LEASES) return 0;
    const speed = wishes.duty * pace.flopsPerSecond(engine.capabilities.gflops * 1e9);
    const secondsLeft = speed > 0 ? leases.flopsLeft() / speed : 0;
    // The very first task shall be a small one, so that something happens while larger models load.
    if (isFirst()) return leases.all.length > 0 ? 0 : FIRST_SECONDS;
    const runsDry = leases.upcoming() === undefined || secondsLeft < deps.wantSeconds / 2;
    if (!runsDry) return 0;
    // The coordinator counts seconds by the probe; what was computed so far shows how many those are here.
    const scale = speed > 0 ? speed / (engine.capabilities.gflops * 1e9 || speed) : 1;
    return Math.min(MAX_SECONDS, Math.max(1, (deps.wantSeconds - secondsLeft) * scale));
  }

  async function ask(signal: AbortSignal, engine: Engine, seconds: number): Promise<void> {
    const { capabilities } = engine;
    const holds = (await store.list().catch(() => [])).slice(0, MAX_HOLDS);
    const maxTasks = isFirst() ? FIRST_TASKS : MAX_TASKS;
    const request = { capabilities, holds, seconds, maxTasks, hidden: wishes.hidden };
    const { work, unreadable, retryAfterMs } = await link.once(signal, (inner) =>
      connection.lease(inner, request),
    );
    for (const ref of unreadable) {
      const failure = failureOf('host_incapable', 'This client is too old to understand the program.');
      const { numericClass } = capabilities;
      outbox.add({ ...ref, numericClass, computeMs: 0, ...failure }, '');
    }
    if (work.length === 0) {
      const waitMs = (retryAfterMs ?? DRY_MS) * (1 + 0.1 * random());
      dryUntil = now() + waitMs;
      board.update({ dryUntilAt: clock() + waitMs });
      return;
    }
    board.update({ dryUntilAt: undefined });
    const projects = [...new Set(work.map(({ job }) => job.projectName))];
    board.log({ type: 'got-work', projects, pieces: work.length });
    leases.add(work);
  }

  async function giveBack(signal: AbortSignal, given: readonly Lease[]): Promise<void> {
    if (given.length === 0) return;
    leases.remove(given, 'lost');
    try {
      await link.once(signal, (inner) => connection.giveBack(inner, { leases: given.map(refOf) }));
      // Those at least are ready again.
      dryUntil = -Infinity;
    } catch {
      // They run out by themselves.
      signal.throwIfAborted();
    }
  }

  /** One turn: does what is due, or waits for a change. */
  async function turn(signal: AbortSignal): Promise<void> {
    const { wish } = wishes;
    if (wish === 'finish') {
      const notBegun = leases.all.filter((lease) => !lease.begun);
      if (notBegun.length > 0) return giveBack(signal, notBegun);
    }
    const engine = engines.current;
    const seconds = wish === 'run' && wishes.computes && engine !== undefined ? secondsWanted(engine) : 0;
    if (engine === undefined || seconds === 0) return bell.wait(signal);
    if (dryUntil > now()) return bell.wait(signal, dryUntil - now());
    if (link.isShut) return link.open(signal);
    return ask(signal, engine, seconds);
  }

  return {
    async run(signal) {
      for (;;) {
        try {
          await turn(signal);
        } catch (thrown) {
          signal.throwIfAborted();
          if (!isPassing(asTabloomError(thrown))) throw thrown;
        }
      }
    },
    giveBack,
  };
}
