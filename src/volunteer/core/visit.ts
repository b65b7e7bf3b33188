// One visit, from Start to idle: engine and sign-in side by side, then the loops for computing, supply, renewal,
// results and credit, and a proper leave at the end, however it ends.

import type { Compute } from '../../../workers/api.ts';
import type { ArtifactStore } from './artifacts.ts';
import type { Board } from './board.ts';
import { computeAll, openEngine } from './computing.ts';
import { createCreditWatch } from './credit.ts';
import { createDownloadReporter } from './downloads.ts';
import { createEngines, type Engine, type Ladder } from './engines.ts';
import type { FailedTargets } from './failedTargets.ts';
import { leave, type LeaveDeps } from './leave.ts';
import { createLeases, type Lease } from './leases.ts';
import { createLink } from './link.ts';
import { createLoader } from './loader.ts';
import type { Luggage } from './luggage.ts';
import { lookAhead, type TaskDeps } from './oneTask.ts';
import { createOutbox } from './outbox.ts';
import { createPace } from './pace.ts';
import { createRenewal } from './renewal.ts';
import { createSupply } from './supply.ts';
import { all, together } from './together.ts';
import { withSignals, type Bell } from './waiting.ts';
import type { Wishes } from './wishes.ts';

const WANT_SECONDS = 20;

export type VisitDeps = LeaveDeps & {
  store: ArtifactStore;
  /** A fresh worker for every engine that is tried. */
  openCompute: () => Compute;
  /** Which engines to try; asked anew before every start. */
  ladder: () => Ladder;
  /** This engine has completed its first task. */
  onProven?: (engine: Engine) => void;
  /** Milliseconds since the epoch, for what is shown and kept: people and networks set it. */
  clock: () => number;
  /** Monotonic milliseconds, for everything that waits. */
  now: () => number;
  /** In [0, 1). */
  random: () => number;
  /** Seconds of work to have in the queue; 20 by default. */
  wantSeconds?: number;
};

export type Visit = {
  /** Until Finish is done; rejects with the signal's reason or with what only the person can mend. */
  run(signal: AbortSignal): Promise<void>;
  /** Ends the workers at once; the leases keep what was reported as finished. */
  stop(): void;
  throttle(duty: number): void;
  /** The network is back: asks the coordinator at once. */
  retry(): void;
  /** What another tab would need to go on from here; a copy. */
  luggage(): Luggage;
  /** Ends the workers and what else runs, but returns nothing: another tab goes on. */
  abandon(): void;
  /** Ends the worker, returns the leases and tries once more to deliver results. What can go at once does. */
  leave(): Promise<void>;
};

export type VisitOptions = { failed: FailedTargets; luggage: Luggage | undefined };

export function createVisit(deps: VisitDeps & VisitOptions, board: Board, wishes: Wishes, bell: Bell): Visit {
  const { connection, store, clock, now, random, wantSeconds = WANT_SECONDS } = deps;
  const leases = createLeases(onLeases);
  const link = createLink({ clock, now, random, onChange: (away) => board.update({ away }) });
  const engines = createEngines({ ...deps, board, wishes, onDied: () => bell.ring() });
  const pace = createPace(now);
  const shared = { connection, link, leases, engines, wishes, board, bell, pace, clock, now, random };
  const credit = createCreditWatch(shared);
  const outbox = createOutbox({ ...shared, onAnswered: () => credit.poke() });
  const renewal = createRenewal({ ...shared, onLost: (lease) => lease.computing && haltEngine() });
  const supply = createSupply({ ...shared, outbox, store, wantSeconds });
  const loader = createLoader({
    store,
    open: (signal, sha256, fromByte) => connection.openArtifact(signal, sha256, fromByte),
    random,
    onDownload: createDownloadReporter(board, now),
    notice: (event) => board.notice(event),
  });
  const parts: TaskDeps = { ...shared, loader, outbox, renewal, supply, onProven };
  const proven = new Set<Engine>();
  let visiting: AbortSignal | undefined;
  let leaving: Promise<void> | undefined;

  function onLeases(): void {
    const atHand = leases.first() !== undefined;
    const queued = Math.max(0, leases.all.length - 1);
    board.update({ atHand }, atHand ? { queued } : { queued, task: undefined });
    bell.ring();
    if (visiting !== undefined) lookAhead(visiting, parts);
  }

  function onProven(engine: Engine): void {
    engines.worked();
    if (proven.has(engine)) return;
    proven.add(engine);
    deps.onProven?.(engine);
  }

  function luggage(): Luggage {
    const asLuggage = ({ task, job, partial }: Lease): Luggage['leases'][number] => ({
      work: { task, job },
      ...(partial === undefined ? {} : { partial }),
    });
    return { leases: leases.all.map(asLuggage), results: outbox.letters, visit: board.state.visit };
  }

  /** What another tab left is computed and sent first. */
  function unpack({ leases: left, results, visit }: Luggage): void {
    if (visit !== undefined) board.update({}, { visit });
    for (const { work, partial } of left) leases.add([work], partial);
    for (const { item, about } of results) outbox.add(item, about);
    if (left.length > 0) board.log({ type: 'took-over', pieces: left.length });
  }

  function haltEngine(): void {
    engines.current?.compute.halt().catch(() => undefined);
  }

  async function signIn(signal: AbortSignal): Promise<void> {
    const { volunteerId, lasting } = await link.until(signal, (inner) => connection.signIn(inner));
    board.update({}, { volunteerId });
    board.log({ type: 'connected' });
    if (!lasting) board.log({ type: 'unkept' });
  }

  async function startEngine(signal: AbortSignal): Promise<void> {
    while (engines.current === undefined) {
      if (wishes.computes) await openEngine(signal, parts);
      else await bell.wait(signal);
    }
  }

  /** False when Finish came before everything was ready. */
  async function isPrepared(signal: AbortSignal): Promise<boolean> {
    const finish = new AbortController();
    const watch = async (inner: AbortSignal): Promise<void> => {
      while (wishes.wish !== 'finish') await bell.wait(inner);
      finish.abort();
    };
    const prepare = (inner: AbortSignal): Promise<void> => all(inner, [startEngine, signIn]);
    try {
      await withSignals([signal, finish.signal], (inner) => together(inner, prepare, [watch]));
      board.update({ ready: true });
      return true;
    } catch (thrown) {
      if (finish.signal.aborted && !signal.aborted) return false;
      throw thrown;
    }
  }

  async function work(signal: AbortSignal): Promise<void> {
    do {
      await computeAll(signal, parts);
      await supply.giveBack(signal, leases.all);
      await outbox.drained(signal);
      await credit.refresh(signal);
      // Start may have been pressed again meanwhile.
    } while (wishes.wish !== 'finish');
  }

  return {
    async run(signal) {
      visiting = signal;
      if (deps.luggage !== undefined) unpack(deps.luggage);
      if (!(await isPrepared(signal))) return;
      const loops = [supply, renewal, outbox, credit].map((part) => (inner: AbortSignal) => part.run(inner));
      await together(signal, work, loops);
    },
    stop: () => engines.drop(),
    throttle: (duty) => engines.throttle(duty),
    retry: () => link.retry(),
    luggage,
    abandon() {
      engines.drop();
      leaving ??= Promise.resolve();
    },
    leave() {
      engines.drop();
      visiting = undefined;
      leaving ??= leave(deps, leases, outbox);
      return leaving;
    },
  };
}
