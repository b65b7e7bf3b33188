// What everybody may see: readiness, live counters, the cloth of validated workunits, the event stream.

import * as v from 'valibot';
import { MicroCredits, ProjectId } from './ids.ts';

const count = v.number();

export const HelloResponse = v.object({
  name: v.literal('tabloom'),
  version: v.string(),
  protocol: v.number(),
  oldestClient: v.number(),
  now: v.string(),
  /** Who runs the coordinator and answers for what it keeps, with a way to reach them; empty where nobody said. */
  operator: v.optional(v.string()),
  /** Days until a device's address is cut to its network; 0 keeps none. */
  addressDays: v.optional(v.number()),
  /** Days after the end of a job until its results go, but for the canonical ones. */
  resultDays: v.optional(v.number()),
});
export type HelloResponse = v.InferOutput<typeof HelloResponse>;

export const HealthResponse = v.object({ ready: v.boolean(), reason: v.optional(v.string()) });
export type HealthResponse = v.InferOutput<typeof HealthResponse>;

export const Stats = v.object({
  /** Hosts that asked for work, renewed or reported within the last minute. */
  hostsActive: count,
  /** Of them, those whose tab is hidden. */
  hostsHidden: count,
  volunteers: count,
  projects: count,
  workunitsOpen: count,
  workunitsValidated: count,
  workunitsFailed: count,
  tasksReady: count,
  tasksLeased: count,
  resultsPending: count,
  rowsValidated: count,
  creditGrantedMicro: MicroCredits,
  /** Validated FLOP over the last ten minutes, per second, in 10^9. */
  gflops: count,
  at: v.string(),
});
export type Stats = v.InferOutput<typeof Stats>;

/** One stitch per validated workunit, in the order of validation. */
export const Stitch = v.object({
  seq: count,
  projectId: ProjectId,
  /** Only in answers to a signed-in volunteer: one of its results is in it. */
  mine: v.boolean(),
});
export type Stitch = v.InferOutput<typeof Stitch>;

export const ClothResponse = v.object({ stitches: v.array(Stitch), total: count });
export type ClothResponse = v.InferOutput<typeof ClothResponse>;

/** Data of the `live` event of `GET /v1/events`. */
export const LiveEvent = v.object({ stats: Stats, clothSeq: count });
export type LiveEvent = v.InferOutput<typeof LiveEvent>;
