// One visit, from Start to idle: engine and sign-in side by side, then the loops for computing, supply, renewal,
// results and credit, and a proper leave at the end, however it ends.

import type { Compute, EngineTarget } from '../../../workers/api.ts';
import type { ArtifactStore } from './artifacts.ts';
import type { Board } from './board.ts';
import { computeAll, type ComputingDeps } from './computing.ts';
import { createCreditWatch } from './credit.ts';
import { createDownloadReporter } from './downloads.ts';
import { createEngines } from './engines.ts';
import { leave, type LeaveDeps } from './leave.ts';
import { createLeases } from './leases.ts';
import { createLink } from './link.ts';
import { createLoader } from './loader.ts';
import { lookAhead } from './oneTask.ts';
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
  /** In order of preference. */
  targets: readonly EngineTarget[];
  /** Milliseconds since the epoch. */
  clock: () => number;
  /** In [0, 1). */
  random: () => number;
  /** Seconds of work to have in the queue; 20 by default. */
  wantSeconds?: number;
};

export type Visit = {
  /** Until Finish is done; rejects with the signal's reason or with what only the person can mend. */
  run(signal: AbortSignal): Promise<void>;
  /** The task at hand stops after its batch. */
  halt(): void;
  /** Ends the worker, returns the leases and tries once more to deliver results. What can go at once does. */
  leave(): Promise<void>;
};

export function createVisit(deps: VisitDeps, board: Board, wishes: Wishes, bell: Bell): Visit {
  const { connection, store, clock, random, wantSeconds = WANT_SECONDS } = deps;
  const leases = createLeases(onLeases);
  const link = createLink({ clock, random, onChange: (away) => board.update({ away }) });
  const engines = createEngines({ ...deps, board, onDied: () => bell.ring() });
  const pace = createPace(clock);
  const shared = { connection, link, leases, engines, board, bell, pace, clock, random };
  const credit = createCreditWatch(shared);
  const outbox = createOutbox({ ...shared, onAnswered: () => credit.poke() });
  const renewal = createRenewal({ ...shared, onLost: (lease) => lease.computing && haltEngine() });
  const supply = createSupply({ ...shared, outbox, store, wantSeconds });
  const loader = createLoader({
    store,
    open: (signal, sha256, fromByte) => connection.openArtifact(signal, sha256, fromByte),
    random,
    onDownload: createDownloadReporter(board, clock),
    log: (text) => board.log(text),
  });
  const parts: ComputingDeps = { ...shared, wishes, loader, outbox, renewal, supply };
  let visiting: AbortSignal | undefined;
  let leaving: Promise<void> | undefined;

  function onLeases(): void {
    const atHand = leases.first() !== undefined;
    const queued = Math.max(0, leases.all.length - 1);
    board.update({ atHand }, atHand ? { queued } : { queued, task: undefined });
    bell.ring();
    if (visiting !== undefined) lookAhead(visiting, parts);
  }

  function haltEngine(): void {
    engines.current?.compute.halt().catch(() => undefined);
  }

  async function signIn(signal: AbortSignal): Promise<void> {
    const { volunteerId, lasting } = await link.until(signal, (inner) => connection.signIn(inner));
    board.update({}, { volunteerId });
    board.log('Connected to the coordinator.');
    if (!lasting) board.log('This browser keeps nothing here: your credits end with this tab.');
  }

  async function startEngine(signal: AbortSignal): Promise<void> {
    await board.busyWith(engines.open(signal));
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
      if (!(await isPrepared(signal))) return;
      const loops = [supply, renewal, outbox, credit].map((part) => (inner: AbortSignal) => part.run(inner));
      await together(signal, work, loops);
    },
    halt() {
      if (leases.first()?.computing === true) haltEngine();
    },
    leave() {
      engines.terminate();
      visiting = undefined;
      leaving ??= leave(deps, leases, outbox);
      return leaving;
    },
  };
}
