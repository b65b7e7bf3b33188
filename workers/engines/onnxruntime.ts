// onnxruntime-web as an engine, on WebGPU or Wasm. Platform-neutral: the module, the thread count and the
// graphics device come from the platform. One call at a time in the whole realm, whatever the engine.

import type { InferenceSession } from 'onnxruntime-web';
import { TabloomError } from '../../src/protocol/errors.ts';
import type { Capabilities } from '../../src/protocol/work.ts';
import { createLifeline } from '../../src/util/lifeline.ts';
import type { EngineTarget } from '../api.ts';
import type { Engine, NamedTensors, Session } from './engine.ts';
import { readEngineError } from './engineError.ts';
import { createMutex } from './mutex.ts';
import { fromOrtTensor, toOrtTensor } from './ortTensor.ts';
import type { Platform, Runtime } from './platform.ts';
import { probe, PROBE_MODEL } from './probe.ts';

const realm = createMutex();

/** A call on a lost device fails by its own words before the browser tells of the loss: wait for the true reason. */
const LOSS_NOTICE_MS = 100;

/** Proves the engine with a first run. Throws `engine_unavailable`. */
export async function createOnnxruntimeEngine(target: EngineTarget, platform: Platform): Promise<Engine> {
  let dispose = (): void => {};
  try {
    const runtime = await platform.loadRuntime(target);
    const parts = createParts(runtime);
    dispose = parts.dispose;
    const session = await parts.load(PROBE_MODEL);
    const gflops = await probe(session, () => performance.now());
    await session.release();
    return { capabilities: describe(target, platform, runtime, gflops), ...parts };
  } catch (thrown) {
    dispose();
    const { message } = readEngineError(thrown).error;
    throw new TabloomError('engine_unavailable', message, { cause: thrown });
  }
}

function createParts(runtime: Runtime): Pick<Engine, 'load' | 'dispose' | 'ended'> {
  const { ort, threads, gpu } = runtime;
  const life = createLifeline<TabloomError>();
  ort.env.wasm.numThreads = threads;
  // Warnings tell of nodes that run on the processor; errors come as exceptions, too.
  ort.env.logLevel = 'error';
  void gpu?.failed.then((reason) => life.end(reason));

  /** A lost device never answers, so the lifeline is around the mutex, not inside it. */
  async function call<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await life.hold(realm.run(() => (life.reason ? Promise.reject(life.reason) : work())));
    } catch (thrown) {
      if (gpu && !life.reason) await Promise.race([life.ended, passing(LOSS_NOTICE_MS)]);
      const { error, fatal } = readEngineError(thrown);
      if (fatal) life.end(error);
      throw life.reason ?? error;
    }
  }

  async function load(model: Uint8Array): Promise<Session> {
    // 3: errors only. Its warnings (which nodes run on the processor) are nobody's to act on.
    const options = { executionProviders: [gpu?.executionProvider ?? 'wasm'], logSeverityLevel: 3 } as const;
    const session = await call(() => ort.InferenceSession.create(model, options));
    return {
      run: (inputs, outputNames) => call(() => runSession(runtime, session, inputs, outputNames)),
      release: () => call(() => session.release()),
    };
  }

  function dispose(): void {
    life.end(new TabloomError('aborted', 'The engine was disposed.'));
    gpu?.destroy();
  }

  return { load, dispose, ended: life.ended };
}

const passing = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function runSession(
  { ort }: Runtime,
  session: InferenceSession,
  inputs: NamedTensors,
  outputNames: readonly string[],
): Promise<NamedTensors> {
  const feeds = Object.fromEntries(
    Object.entries(inputs).map(([name, tensor]) => [name, toOrtTensor(ort, tensor)]),
  );
  const results = await session.run(feeds, outputNames);
  return Object.fromEntries(
    Object.entries(results).map(([name, tensor]) => [name, fromOrtTensor(name, tensor)]),
  );
}

function describe(
  { executionProvider }: EngineTarget,
  platform: Platform,
  { threads, gpu }: Runtime,
  gflops: number,
): Capabilities {
  return {
    numericClass: {
      engine: 'onnxruntime-web',
      executionProvider,
      threads,
      adapterVendor: gpu?.vendor ?? '',
      adapterArchitecture: gpu?.architecture ?? '',
      f16: gpu?.f16 ?? false,
      platform: platform.name,
    },
    gflops,
    ...(platform.memoryMb === undefined ? {} : { memoryMb: platform.memoryMb }),
    features: gpu?.features ?? [],
    limits: gpu?.limits ?? {},
  };
}
