// The compute workers as a ladder: the first rung that starts computes at once, a better one is started beside it
// and takes over between two tasks if it proves faster. Each try gets a fresh worker; what failed, failedTargets.ts knows.

import { asTabloomError, TabloomError, type WireError } from '../../protocol/errors.ts';
import type { Sha256 } from '../../protocol/ids.ts';
import type { Capabilities } from '../../protocol/work.ts';
import type { Compute, EngineTarget } from '../../../workers/api.ts';
import type { Board } from './board.ts';
import { keyOf, type FailedTargets } from './failedTargets.ts';
import { orAborted, withDeadline, withSignals } from './waiting.ts';
import type { Wishes } from './wishes.ts';

/** A start that hangs (a page with COEP whose thread script lacks it) must end some day; slow networks need time. */
const START_DEADLINE_MS = 90_000;

export type Ladder = {
  /** Tried in order until one starts. */
  first: readonly EngineTarget[];
  /** Larger downloads that may compute faster: tried in order while the first computes. */
  better: readonly EngineTarget[];
};

export type Engine = {
  readonly target: EngineTarget;
  readonly compute: Compute;
  readonly capabilities: Capabilities;
  /** What was handed over and may still be there. */
  readonly held: Set<Sha256>;
  /** Why the worker died, once it has. */
  dead?: WireError;
  /** It was ended for a pause; nothing is wrong with it. */
  dropped?: boolean;
};

export type Engines = {
  readonly current: Engine | undefined;
  /** The running engine, or the next that starts. Throws `engine_unavailable` when no target is left. */
  open(signal: AbortSignal): Promise<Engine>;
  /** Starts the next better rung beside the current one, if there is one. Never rejects. */
  climb(signal: AbortSignal): Promise<void>;
  /** Between two tasks: the better engine takes over; one whose target is wanted no more is ended. */
  settle(): void;
  /** Ends the running engine for good: its target does not do. */
  discard(reason: WireError): void;
  /** The running engine has finished a task. */
  worked(): void;
  /** Ends every worker at once, with nothing held against it. */
  drop(): void;
  throttle(duty: number): void;
};

export function createEngines(deps: {
  openCompute: () => Compute;
  /** Asked anew whenever an engine is to be started: settings may have changed. */
  ladder: () => Ladder;
  failed: FailedTargets;
  board: Board;
  wishes: Wishes;
  onDied: () => void;
}): Engines {
  const { openCompute, failed, board, wishes, onDied } = deps;
  const starting = new Set<Compute>();
  /** Compared with the first rung and found slower. */
  const slower = new Set<string>();
  let current: Engine | undefined;
  let candidate: Engine | undefined;
  let isClimbing = false;

  async function tryTarget(signal: AbortSignal, target: EngineTarget): Promise<Engine> {
    const compute = openCompute();
    starting.add(compute);
    try {
      const late = (): TabloomError => new TabloomError('engine_unavailable', 'It did not start in time.');
      const reply = await withDeadline(signal, START_DEADLINE_MS, late, (inner) =>
        orAborted(inner, compute.start(target)),
      );
      if (!reply.ok) throw new TabloomError('engine_unavailable', reply.error.message);
      const engine: Engine = { target, compute, capabilities: reply.value, held: new Set() };
      watch(engine);
      limit(engine);
      return engine;
    } catch (thrown) {
      compute.terminate();
      throw thrown;
    } finally {
      starting.delete(compute);
    }
  }

  function watch(engine: Engine): void {
    void engine.compute.died.then((error) => {
      engine.dead = error;
      onDied();
      return error;
    });
  }

  function limit(engine: Engine): void {
    engine.compute.throttle(wishes.duty).catch(() => undefined);
  }

  function take(engine: Engine): void {
    current = engine;
    board.update({}, { capabilities: engine.capabilities });
  }

  function fail(target: EngineTarget, message: string, started = false): void {
    failed.add(target, message, started);
    board.notice({ type: 'engine-failed', target, message });
  }

  function takeCandidate(): void {
    const next = candidate;
    candidate = undefined;
    if (next === undefined) return;
    if (next.dead !== undefined) return fail(next.target, next.dead.message, true);
    if (current !== undefined && next.capabilities.gflops <= current.capabilities.gflops) {
      slower.add(keyOf(next.target));
      next.compute.terminate();
      return;
    }
    current?.compute.terminate();
    take(next);
    board.log({ type: 'engine-changed', target: next.target });
  }

  function end(engine: Engine | undefined): void {
    if (engine === undefined) return;
    engine.dropped = true;
    engine.compute.terminate();
  }

  return {
    get current() {
      return current;
    },
    async open(signal) {
      if (current !== undefined) return current;
      for (;;) {
        const { first, better } = deps.ladder();
        const target = failed.next([...first, ...better]);
        if (target === undefined) {
          const message = `No engine works on this device. ${failed.reasons}`;
          throw new TabloomError('engine_unavailable', message);
        }
        try {
          const engine = await tryTarget(signal, target);
          take(engine);
          board.log({ type: 'engine-started', target });
          return engine;
        } catch (thrown) {
          signal.throwIfAborted();
          fail(target, asTabloomError(thrown).message);
        }
      }
    },
    async climb(signal) {
      const isPromising = (each: EngineTarget): boolean => !failed.has(each) && !slower.has(keyOf(each));
      const target = deps.ladder().better.find(isPromising);
      if (isClimbing || candidate !== undefined || target === undefined || current === undefined) return;
      if (keyOf(current.target) === keyOf(target)) return;
      isClimbing = true;
      try {
        await withSignals([signal, wishes.unchanged], async (inner) => {
          try {
            candidate = await tryTarget(inner, target);
          } catch (thrown) {
            if (!inner.aborted) fail(target, asTabloomError(thrown).message);
          }
        });
      } catch {
        // Aborted before it began: another time.
      } finally {
        isClimbing = false;
      }
    },
    settle() {
      takeCandidate();
      const { first, better } = deps.ladder();
      const wanted = [...first, ...better].map(keyOf);
      if (current === undefined || wanted.includes(keyOf(current.target))) return;
      end(current);
      current = undefined;
    },
    discard(reason) {
      const gone = current;
      if (gone === undefined) return;
      gone.compute.terminate();
      current = undefined;
      board.update({}, { capabilities: undefined });
      fail(gone.target, reason.message, true);
    },
    worked: () => failed.worked(),
    drop() {
      for (const compute of starting) compute.terminate();
      end(candidate);
      end(current);
      candidate = undefined;
      current = undefined;
    },
    throttle(duty) {
      for (const engine of [current, candidate]) engine?.compute.throttle(duty).catch(() => undefined);
    },
  };
}
