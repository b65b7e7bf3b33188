// The contract between a page (or a Node host) and its compute worker. Types only: importing it costs nothing.

import type { WireError } from '../src/protocol/errors.ts';
import type { Sha256, TaskId } from '../src/protocol/ids.ts';
import type { Program, RowRange } from '../src/protocol/program.ts';
import type { Tensor } from '../src/protocol/tensor.ts';
import type { Outputs } from '../src/protocol/values.ts';
import type { Capabilities } from '../src/protocol/work.ts';

/** Comlink keeps no error codes, so every call answers with a value or a wire error. */
export type Reply<T> = { ok: true; value: T } | { ok: false; error: WireError };

/** What to try. A fresh worker is made for every attempt. */
export type EngineTarget = { executionProvider: 'webgpu' | 'wasm'; threads: number };

/** Rows already finished when a task was halted; opaque to the page, handed back to go on. */
export type PartialRun = {
  rowsDone: number;
  computeMs: number;
  /** One part per finished batch, per output name. */
  parts: Record<string, (Tensor | string[])[]>;
};

export type RunRequest = {
  taskId: TaskId;
  program: Program;
  inputs: RowRange[];
  /** The shard tensor and output that the page draws; at most one sample per `sampleEveryMs`. */
  sample?: { image?: string; output?: string; everyMs: number };
  resumeFrom?: PartialRun;
};

/** The latest row: its input image (grey, height x width bytes) and what came out. */
export type Sample = {
  image?: { width: number; height: number; pixels: Uint8Array };
  output?: string;
};

export type RunProgress = {
  taskId: TaskId;
  rowsDone: number;
  rows: number;
  computeMs: number;
  /** What was finished since the last report: an owner that ends the worker goes on from the sum of them. */
  parts: PartialRun['parts'];
  /** How much longer batches take than at their best; 1 is as usual. */
  strain: number;
  sample?: Sample;
};

export type RunResult =
  | { done: true; outputs: Outputs; computeMs: number }
  /** `halt` was called: the rows finished so far. */
  | { done: false; partial: PartialRun };

export type ComputeApi = {
  /**
   * Loads the engine, proves it with a first run and measures it. Fails with `engine_unavailable`. With `interrupt`,
   * whoever sets its first 32-bit integer ends an engine call within milliseconds, and the worker with it.
   */
  start(target: EngineTarget, interrupt?: SharedArrayBuffer): Promise<Reply<Capabilities>>;
  /** Which artifacts `run` would lack: the model, alphabets, shards. */
  missing(program: Program, inputs: RowRange[]): Promise<Sha256[]>;
  /** Hands over verified bytes; transferred, not copied. */
  provide(sha256: Sha256, bytes: Uint8Array): Promise<void>;
  /** Fails with `engine_failed` (this program cannot run here), `inputs_unfit` or `host_incapable` (memory, lost device). */
  run(request: RunRequest, onProgress: (progress: RunProgress) => void): Promise<Reply<RunResult>>;
  /** Stops the running task after the batch at hand. */
  halt(): Promise<void>;
  /** Computing may take this part of the time from now on, in (0, 1]; 1 at first. */
  throttle(duty: number): Promise<void>;
};

/** What a worker posts by itself, beside Comlink's messages, when its engine can no longer be used. */
export type DeathNotice = { died: WireError };

/** A worker as its owner holds it: the contract, and the way to end it at once. */
export type Compute = ComputeApi & {
  /** Ends the worker; calls under way reject with `aborted`. */
  terminate(): void;
  /** Resolves with the reason when the worker dies by itself. */
  readonly died: Promise<WireError>;
};
