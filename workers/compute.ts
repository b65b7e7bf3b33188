// The compute worker without its thread: one engine, one task at a time, artifacts kept between tasks. Every
// outcome is a value, since no exception crosses Comlink whole.

import { TabloomError, type WireError } from '../src/protocol/errors.ts';
import type { ComputeApi, Reply, RunProgress, RunRequest, RunResult } from './api.ts';
import { createArtifactStore, needsOf } from './artifacts.ts';
import type { CreateEngine, Engine } from './engines/engine.ts';
import { readEngineError } from './engines/engineError.ts';
import { makeInterruptible } from './engines/interrupt.ts';
import { createBreath } from '../src/util/breath.ts';
import { runInference } from './programs/inference.ts';
import { createStrain } from './programs/strain.ts';
import { createThrottle, sleepFor } from './programs/throttle.ts';

const MAX_HELD_BYTES = 256 * 2 ** 20;

/** `onDeath` is told when the engine can no longer be used, after the calls under way were answered. */
export function createCompute(
  createEngine: CreateEngine,
  onDeath: (reason: WireError) => void = () => {},
): ComputeApi {
  const artifacts = createArtifactStore(MAX_HELD_BYTES);
  let starting: Promise<Engine> | undefined;
  let engine: Engine | undefined;
  let running: { halted: boolean } | undefined;
  const throttle = createThrottle({ now: () => performance.now(), sleep: sleepFor });
  const strain = createStrain();

  async function run(request: RunRequest, onProgress: (progress: RunProgress) => void): Promise<RunResult> {
    if (!engine) throw new TabloomError('bad_request', 'No engine is started in this worker.');
    if (running) throw new TabloomError('bad_request', 'A task is running in this worker; halt it first.');
    const current = { halted: false };
    running = current;
    const needs = needsOf(request.program, request.inputs);
    const letGo = artifacts.keep(needs);
    const breath = createBreath();
    try {
      const inputs = request.inputs.map(({ artifact, start, end }) => ({
        shard: artifacts.shard(artifact),
        start,
        end,
      }));
      const alphabets = new Map(needs.alphabets.map((sha256) => [sha256, artifacts.alphabet(sha256)]));
      const session = await artifacts.session(needs.model, engine);
      return await runInference(
        { ...request, session, inputs, alphabets },
        {
          halted: () => current.halted,
          onProgress,
          now: () => performance.now(),
          breathe: breath.take,
          strain: () => strain.ratio,
          took(kind, ms) {
            strain.took(kind, ms);
            return throttle.rest(ms);
          },
        },
      );
    } finally {
      breath.close();
      letGo();
      running = undefined;
    }
  }

  return {
    start: (target, interrupt) =>
      reply(async () => {
        if (starting) throw new TabloomError('engine_unavailable', 'This worker has its engine already.');
        if (interrupt) makeInterruptible(new Int32Array(interrupt));
        starting = createEngine(target);
        engine = await starting;
        void engine.ended.then((reason) => onDeath(reason.toWire()));
        return engine.capabilities;
      }),
    missing: async (program, inputs) => artifacts.missing(needsOf(program, inputs)),
    provide: async (sha256, bytes) => artifacts.put(sha256, bytes),
    run: (request, onProgress) => reply(() => run(request, onProgress)),
    halt: async () => {
      if (running) running.halted = true;
      throttle.interrupt();
    },
    throttle: async (duty) => throttle.set(duty),
  };
}

async function reply<T>(work: () => Promise<T>): Promise<Reply<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (thrown) {
    return { ok: false, error: readEngineError(thrown).error.toWire() };
  }
}
