// The compute worker: the first target whose start succeeds, each tried in a fresh worker. A target that failed is
// not tried again during this visit.

import { asTabloomError, TabloomError, type WireError } from '../../protocol/errors.ts';
import type { Sha256 } from '../../protocol/ids.ts';
import type { Capabilities } from '../../protocol/work.ts';
import type { Compute, EngineTarget } from '../../../workers/api.ts';
import type { Board } from './board.ts';
import { orAborted, withDeadline } from './waiting.ts';

/** A start that hangs (a page with COEP whose thread script lacks it) must end some day; slow networks need time. */
const START_DEADLINE_MS = 90_000;

export type Engine = {
  readonly compute: Compute;
  readonly capabilities: Capabilities;
  /** What was handed over and may still be there. */
  readonly held: Set<Sha256>;
  /** Why the worker died, once it has. */
  dead?: WireError;
};

export type Engines = {
  readonly current: Engine | undefined;
  /** The running engine, or the next that starts. Throws `engine_unavailable` when no target is left. */
  open(signal: AbortSignal): Promise<Engine>;
  /** Ends the running engine for good: its target does not do. */
  discard(reason: WireError): void;
  terminate(): void;
};

export function createEngines(deps: {
  openCompute: () => Compute;
  targets: readonly EngineTarget[];
  board: Board;
  onDied: () => void;
}): Engines {
  const { openCompute, board, onDied } = deps;
  const left = [...deps.targets];
  const failures: string[] = [];
  let current: Engine | undefined;
  let starting: Compute | undefined;

  async function tryTarget(signal: AbortSignal, target: EngineTarget): Promise<Engine> {
    const compute = openCompute();
    starting = compute;
    try {
      const late = (): TabloomError => new TabloomError('engine_unavailable', 'It did not start in time.');
      const reply = await withDeadline(signal, START_DEADLINE_MS, late, (inner) =>
        orAborted(inner, compute.start(target)),
      );
      if (!reply.ok) throw new TabloomError('engine_unavailable', reply.error.message);
      const engine: Engine = { compute, capabilities: reply.value, held: new Set() };
      watch(engine);
      return engine;
    } catch (thrown) {
      compute.terminate();
      throw thrown;
    } finally {
      starting = undefined;
    }
  }

  function watch(engine: Engine): void {
    void engine.compute.died.then((error) => {
      engine.dead = error;
      onDied();
      return error;
    });
  }

  function fail(message: string): void {
    const target = left.shift();
    if (target === undefined) return;
    failures.push(`${nameOf(target)}: ${message}`);
    board.log(`${nameOf(target)} does not work here: ${message}`);
  }

  return {
    get current() {
      return current;
    },
    async open(signal) {
      if (current !== undefined) return current;
      for (let target = left[0]; target !== undefined; target = left[0]) {
        try {
          current = await tryTarget(signal, target);
          board.update({}, { capabilities: current.capabilities });
          board.log(`Computing with ${nameOf(target)}.`);
          return current;
        } catch (thrown) {
          signal.throwIfAborted();
          fail(asTabloomError(thrown).message);
        }
      }
      throw new TabloomError('engine_unavailable', `No engine works on this device. ${failures.join(' ')}`);
    },
    discard(reason) {
      current?.compute.terminate();
      current = undefined;
      board.update({}, { capabilities: undefined });
      fail(reason.message);
    },
    terminate() {
      starting?.terminate();
      current?.compute.terminate();
      current = undefined;
    },
  };
}

export function nameOf(target: EngineTarget): string {
  if (target.executionProvider === 'webgpu') return 'WebGPU';
  return target.threads === 1 ? 'WebAssembly' : `WebAssembly on ${target.threads} threads`;
}
