// The volunteer's side of the wire: what a host is, leases, their renewal and return, and results.

import * as v from 'valibot';
import { WireErrorSchema } from './wire.ts';
import { JobId, MicroCredits, ProjectId, Sha256, TaskId, WorkunitId } from './ids.ts';
import { Display, Program, RowRange } from './program.ts';
import { Outputs } from './values.ts';

const short = v.pipe(v.string(), v.maxLength(200));
const fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** How a result was computed. Results of one numeric class agree tightly; classes differ in the last bits. */
export const NumericClass = v.strictObject({
  engine: v.picklist(['onnxruntime-web']),
  executionProvider: v.picklist(['webgpu', 'wasm']),
  threads: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(256)),
  adapterVendor: v.optional(short, ''),
  adapterArchitecture: v.optional(short, ''),
  f16: v.optional(v.boolean(), false),
  /** Browser or runtime with its major version, such as `Chromium 156` or `Node 20`. */
  platform: short,
});
export type NumericClass = v.InferOutput<typeof NumericClass>;

/** What a host says it is, after Start and never before. */
export const Capabilities = v.strictObject({
  numericClass: NumericClass,
  /** Measured by a short probe (matrix product on the chosen engine), 10^9 FLOP per second. */
  gflops: v.pipe(v.number(), v.minValue(0), v.maxValue(1e6)),
  memoryMb: v.optional(v.pipe(v.number(), v.minValue(0))),
  features: v.optional(v.pipe(v.array(short), v.maxLength(64)), []),
  limits: v.optional(v.record(short, v.number()), {}),
});
export type Capabilities = v.InferOutput<typeof Capabilities>;

export const LeaseRequest = v.strictObject({
  capabilities: Capabilities,
  /** Artifacts in the host's cache; work on them is preferred. */
  holds: v.optional(v.pipe(v.array(Sha256), v.maxLength(256)), []),
  /** How many seconds of work are wanted now. */
  seconds: v.pipe(v.number(), v.minValue(0), v.maxValue(3600)),
  /** Never more than this many tasks. */
  maxTasks: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(64)), 16),
  /** The tab is hidden, and its browser may slow it down. */
  hidden: v.optional(v.boolean()),
});
export type LeaseRequest = v.InferOutput<typeof LeaseRequest>;

/** What every task of a job shares; sent once per answer. */
export const LeasedJob = v.object({
  jobId: JobId,
  projectId: ProjectId,
  projectName: v.string(),
  title: v.string(),
  program: Program,
  display: Display,
});
export type LeasedJob = v.InferOutput<typeof LeasedJob>;

export const LeasedTask = v.object({
  taskId: TaskId,
  jobId: JobId,
  /** Rows to compute, in this order. */
  inputs: v.array(RowRange),
  rows: v.number(),
  flops: v.number(),
  leaseToken: v.string(),
  /** Silence past this instant gives the task to somebody else; progress moves it. */
  leaseUntilAt: v.string(),
  /** Never moves. */
  hardDeadlineAt: v.string(),
});
export type LeasedTask = v.InferOutput<typeof LeasedTask>;

export const LeaseResponse = v.object({
  jobs: v.array(LeasedJob),
  tasks: v.array(LeasedTask),
  /** With no task: when to ask again. */
  retryAfterMs: v.optional(v.number()),
});
export type LeaseResponse = v.InferOutput<typeof LeaseResponse>;

export const LeaseRef = v.strictObject({ taskId: TaskId, leaseToken: v.pipe(v.string(), v.maxLength(200)) });
export type LeaseRef = v.InferOutput<typeof LeaseRef>;

export const RenewRequest = v.strictObject({
  /** As in a request for work. */
  hidden: v.optional(v.boolean()),
  leases: v.pipe(
    v.array(
      v.strictObject({
        ...LeaseRef.entries,
        /** Rows finished ÷ rows; a queued task renews with 0. */
        progress: fraction,
        /** A paused task stays leased for ten minutes, once. */
        state: v.picklist(['queued', 'computing', 'paused']),
      }),
    ),
    v.minLength(1),
    v.maxLength(64),
  ),
});
export type RenewRequest = v.InferOutput<typeof RenewRequest>;

export const RenewResponse = v.object({
  leases: v.array(
    v.object({ taskId: TaskId, leaseUntilAt: v.optional(v.string()), error: v.optional(WireErrorSchema) }),
  ),
});
export type RenewResponse = v.InferOutput<typeof RenewResponse>;

/** Also the body of the departure beacon (text/plain, no bearer token: the lease tokens speak). */
export const ReturnRequest = v.strictObject({ leases: v.pipe(v.array(LeaseRef), v.maxLength(64)) });
export type ReturnRequest = v.InferOutput<typeof ReturnRequest>;

export const ReturnResponse = v.object({ returned: v.number() });
export type ReturnResponse = v.InferOutput<typeof ReturnResponse>;

/** A program that failed on this host. `engine_failed` counts against the job, `host_incapable` only against the try. */
export const TaskFailure = v.strictObject({
  code: v.picklist(['engine_failed', 'host_incapable']),
  message: v.pipe(v.string(), v.maxLength(2000)),
});
export type TaskFailure = v.InferOutput<typeof TaskFailure>;

export const ResultItem = v.strictObject({
  ...LeaseRef.entries,
  numericClass: NumericClass,
  computeMs: v.pipe(v.number(), v.minValue(0)),
  outputs: v.optional(Outputs),
  failure: v.optional(TaskFailure),
});
export type ResultItem = v.InferOutput<typeof ResultItem>;

/** One bad item never spoils the others: `results` has one outcome per item, in order. */
export const ResultsRequest = v.strictObject({
  results: v.pipe(v.array(v.unknown()), v.minLength(1), v.maxLength(100)),
});
export type ResultsRequest = v.InferOutput<typeof ResultsRequest>;

export const ResultState = v.picklist(['pending', 'valid', 'invalid', 'failed']);
export type ResultState = v.InferOutput<typeof ResultState>;

export const ResultOutcome = v.object({
  taskId: v.nullable(v.string()),
  state: v.optional(ResultState),
  error: v.optional(WireErrorSchema),
});
export type ResultOutcome = v.InferOutput<typeof ResultOutcome>;

export const ResultsResponse = v.object({ results: v.array(ResultOutcome) });
export type ResultsResponse = v.InferOutput<typeof ResultsResponse>;

/** A volunteer's credit: pending is not yet validated; held is earned, spendable from its release; available is spendable. */
export const Credit = v.object({
  pendingMicro: MicroCredits,
  heldMicro: MicroCredits,
  availableMicro: MicroCredits,
});
export type Credit = v.InferOutput<typeof Credit>;

export const HistoryItem = v.object({
  taskId: TaskId,
  workunitId: WorkunitId,
  projectId: ProjectId,
  projectName: v.string(),
  state: v.picklist(['pending', 'valid', 'invalid', 'failed']),
  priceMicro: MicroCredits,
  reportedAt: v.string(),
  releaseAt: v.nullable(v.string()),
});
export type HistoryItem = v.InferOutput<typeof HistoryItem>;

export const MeResponse = v.object({
  volunteerId: v.string(),
  hostId: v.string(),
  createdAt: v.string(),
  credit: Credit,
  /** When the next held credits become available. */
  nextReleaseAt: v.nullable(v.string()),
  /** Devices that may sign in. */
  devices: v.optional(v.number()),
  /** Whether a recovery code is kept somewhere. */
  hasRecovery: v.optional(v.boolean()),
  tasks: v.object({ pending: v.number(), valid: v.number(), invalid: v.number(), failed: v.number() }),
});
export type MeResponse = v.InferOutput<typeof MeResponse>;

export const HistoryResponse = v.object({ items: v.array(HistoryItem), nextBefore: v.nullable(v.string()) });
export type HistoryResponse = v.InferOutput<typeof HistoryResponse>;
