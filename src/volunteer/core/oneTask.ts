// One leased task: hand the worker what it lacks, run it, put the result or the failure into the outbox. While it
// runs, the next task's artifacts are fetched.

import { asTabloomError, type TabloomError } from '../../protocol/errors.ts';
import type { ResultItem } from '../../protocol/work.ts';
import type { PartialRun, RunResult } from '../../../workers/api.ts';
import type { Board } from './board.ts';
import type { Engine, Engines } from './engines.ts';
import { judge } from './failures.ts';
import { refOf, type Lease, type Leases } from './leases.ts';
import type { Link } from './link.ts';
import type { Loader } from './loader.ts';
import { failureOf, type Outbox } from './outbox.ts';
import type { Pace } from './pace.ts';
import type { Renewal } from './renewal.ts';
import { runTask, showTask, silenceMs } from './runTask.ts';
import type { Supply } from './supply.ts';
import { unlessSilent } from './vigil.ts';
import { withSignals, type Bell } from './waiting.ts';
import type { Wishes } from './wishes.ts';

/** An idle worker answers at once, also to a model's bytes, which are moved and not copied. */
const ANSWER_MS = 60_000;

export type TaskDeps = {
  board: Board;
  bell: Bell;
  wishes: Wishes;
  leases: Leases;
  engines: Engines;
  link: Link;
  loader: Loader;
  outbox: Outbox;
  pace: Pace;
  renewal: Renewal;
  supply: Supply;
  /** Monotonic milliseconds. */
  now: () => number;
  /** The engine has completed a task. */
  onProven: (engine: Engine) => void;
};

/** One turn with the first lease; whatever comes of it is in the outbox, or the loop looks again. */
export async function computeOne(
  signal: AbortSignal,
  deps: TaskDeps,
  engine: Engine,
  lease: Lease,
): Promise<void> {
  const { board, wishes, engines } = deps;
  showTask(deps, lease);
  const { unchanged } = wishes;
  try {
    await withSignals([signal, unchanged], (inner) => handOver(inner, deps, engine, lease));
  } catch (thrown) {
    signal.throwIfAborted();
    // A change of mind: the loop looks again.
    if (unchanged.aborted || lease.lost) return;
    await fail(signal, deps, engine, lease, asTabloomError(thrown));
    return;
  }
  if (unchanged.aborted || lease.lost) return;
  lease.begun = true;
  lease.computing = true;
  lookAhead(signal, deps);
  // More work may be asked for now.
  deps.bell.ring();
  void engines.climb(signal);
  try {
    const run = unlessSilent(
      signal,
      () => silenceMs(lease, engine.capabilities, wishes.duty),
      (sign) => runTask(deps, engine, lease, sign),
    );
    const result = await board.busyWith(run);
    if (lease.lost) return;
    if (result.done) finish(deps, engine, lease, result);
    else keepPartial(lease, result.partial);
  } catch (thrown) {
    signal.throwIfAborted();
    // Ended for a pause: the lease has what was finished.
    if (engine.dropped === true) return;
    const error = asTabloomError(thrown, 'host_incapable');
    if (!lease.lost) await fail(signal, deps, engine, lease, error);
    else if (judge(error).blame === 'engine') await giveUp(signal, deps, error);
  } finally {
    lease.computing = false;
  }
}

/** Brings the worker what it lacks. */
async function handOver(signal: AbortSignal, deps: TaskDeps, engine: Engine, lease: Lease): Promise<void> {
  const { link, loader } = deps;
  const { program } = lease.job;
  const loaded = await link.untilHad(signal, (inner) => loader.load(inner, lease, engine.held));
  const answered = <T>(call: () => Promise<T>): Promise<T> => unlessSilent(signal, () => ANSWER_MS, call);
  const missing = await answered(() => engine.compute.missing(program, lease.task.inputs));
  for (const sha256 of missing) {
    signal.throwIfAborted();
    const bytes =
      loaded.get(sha256) ?? (await link.untilHad(signal, (inner) => loader.one(inner, lease, sha256)));
    // Transferred: gone from here.
    loaded.delete(sha256);
    await answered(() => engine.compute.provide(sha256, bytes));
    engine.held.add(sha256);
  }
}

function keepPartial(lease: Lease, partial: PartialRun): void {
  lease.partial = partial;
  lease.rowsDone = partial.rowsDone;
}

function finish(
  deps: TaskDeps,
  engine: Engine,
  lease: Lease,
  { outputs, computeMs }: Extract<RunResult, { done: true }>,
): void {
  const { board, leases, outbox, pace } = deps;
  const { visit } = board.state;
  const { rows, flops } = lease.task;
  pace.progress(rows);
  pace.taskDone(flops, computeMs);
  outbox.add({ ...itemOf(engine, lease), computeMs, outputs }, lease.job.projectName);
  board.update(
    {},
    {
      visit: {
        ...visit,
        tasks: visit.tasks + 1,
        rows: visit.rows + rows,
        computeMs: visit.computeMs + computeMs,
      },
      rowsPerSecond: pace.rowsPerSecond,
      notice: undefined,
    },
  );
  deps.onProven(engine);
  leases.remove([lease], 'done');
}

/** Fetches what the next task needs; whoever computes it hears of failures. */
export function lookAhead(signal: AbortSignal, deps: TaskDeps): void {
  const { leases, engines, loader, wishes } = deps;
  const next = leases.upcoming();
  const engine = engines.current;
  if (next === undefined || engine === undefined || leases.first()?.computing !== true) return;
  withSignals([signal, wishes.unchanged], (inner) => loader.load(inner, next, engine.held)).catch(
    () => undefined,
  );
}

/**
 * Reports what this host could not do. A program that does not run is the job's trouble; everything else is the
 * engine's, which is then given up with all that was leased for it.
 */
async function fail(
  signal: AbortSignal,
  deps: TaskDeps,
  engine: Engine,
  lease: Lease,
  error: TabloomError,
): Promise<void> {
  const { board, leases, outbox } = deps;
  const { code, blame } = judge(error);
  if (blame === 'nobody') throw error;
  outbox.add({ ...itemOf(engine, lease), ...failureOf(code, error.message) }, lease.job.projectName);
  board.log({ type: 'piece-failed', project: lease.job.projectName, message: error.message });
  leases.remove([lease], 'done');
  if (blame === 'engine') await giveUp(signal, deps, error);
}

async function giveUp(
  signal: AbortSignal,
  { engines, leases, supply }: TaskDeps,
  error: TabloomError,
): Promise<void> {
  engines.discard(error.toWire());
  await supply.giveBack(signal, leases.all);
}

function itemOf(engine: Engine, lease: Lease): ResultItem {
  return { ...refOf(lease), numericClass: engine.capabilities.numericClass, computeMs: 0 };
}
