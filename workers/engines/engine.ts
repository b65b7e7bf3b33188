// What a program needs of an engine: load a model from bytes, run named tensors through it. An engine lives in
// one worker and is made for one target; the programs know nothing else about it.

import type { TabloomError } from '../../src/protocol/errors.ts';
import type { Tensor } from '../../src/protocol/tensor.ts';
import type { Capabilities } from '../../src/protocol/work.ts';
import type { EngineTarget } from '../api.ts';

export type NamedTensors = Record<string, Tensor>;

/** A loaded model. Calls may overlap; the engine runs them one by one. */
export type Session = {
  /**
   * The wanted outputs for `inputs`, as fresh tensors. Throws `engine_failed` with the engine's own message where it
   * refuses names, shapes or types, `host_incapable` where memory or the device gave out.
   */
  run(inputs: NamedTensors, outputNames: readonly string[]): Promise<NamedTensors>;
  release(): Promise<void>;
};

export type Engine = {
  readonly capabilities: Capabilities;
  /** Throws `engine_failed` for bytes that are no model it can run, `host_incapable` for lack of memory. */
  load(model: Uint8Array): Promise<Session>;
  /** Ends the engine; later calls fail with `aborted`. */
  dispose(): void;
  /** Resolves once the engine can no longer be used, with the reason that every later call gets. */
  readonly ended: Promise<TabloomError>;
};

/** Loads an engine and proves it with a first run. Throws `engine_unavailable`. */
export type CreateEngine = (target: EngineTarget) => Promise<Engine>;
