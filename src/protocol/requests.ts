// The requester's side of the wire: projects, jobs and their results.

import * as v from 'valibot';
import { WireErrorSchema } from './wire.ts';
import { JobId, MicroCredits, ProjectId, Sha256, VolunteerId, WorkunitId } from './ids.ts';
import { Display, Program, RowRange } from './program.ts';
import { Outputs } from './values.ts';

/** Shown to strangers: something to see, and nothing that hides or reorders it (control and bidi characters). */
const text = (max: number) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.maxLength(max),
    v.regex(/[^\p{C}\p{Z}]/u, 'must have something to read'),
    v.check(
      (value) => !/[^\P{Cc}\n\t]|[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(value),
      'must not have control or invisible characters',
    ),
  );
const count = v.number();

export const CreateProject = v.strictObject({
  /** Made by the client: the same id with the same body answers as before, with another body 409. */
  id: ProjectId,
  name: text(80),
  /** One sentence: what a volunteer's device would do. */
  summary: text(300),
  /** Why it matters and for whom. */
  purpose: text(2000),
});
export type CreateProject = v.InferOutput<typeof CreateProject>;

/** Running error against the truth that the requester gave, over validated work only. */
export const Score = v.object({
  /** Character error rate (edits ÷ characters) or accuracy (hits ÷ rows). */
  metric: v.picklist(['characterErrorRate', 'accuracy']),
  numerator: count,
  denominator: count,
});
export type Score = v.InferOutput<typeof Score>;

export const Progress = v.object({
  workunits: count,
  validated: count,
  failed: count,
  rows: count,
  rowsValidated: count,
});
export type Progress = v.InferOutput<typeof Progress>;

export const JobState = v.picklist(['active', 'completed', 'failed']);
export type JobState = v.InferOutput<typeof JobState>;

/** How many results must agree, and how they are chosen. `adaptive` joins here later. */
export const Policy = v.variant('type', [
  v.strictObject({
    type: v.literal('quorum'),
    quorum: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5)),
  }),
]);
export type Policy = v.InferOutput<typeof Policy>;

export const CreateJob = v.strictObject({
  id: JobId,
  projectId: ProjectId,
  title: text(120),
  program: Program,
  /** Shards (safetensors or npy), computed in this order, split by rows into workunits. */
  inputs: v.pipe(v.array(v.strictObject({ artifact: Sha256 })), v.minLength(1), v.maxLength(100_000)),
  rowsPerWorkunit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)),
  policy: v.optional(Policy, { type: 'quorum', quorum: 2 }),
  /** Known answers for one output, a value per row over all inputs: shown as a running score, never sent to hosts. */
  truth: v.optional(
    v.strictObject({
      output: v.pipe(v.string(), v.maxLength(128)),
      values: v.union([
        v.pipe(v.array(v.pipe(v.string(), v.maxLength(10_000))), v.maxLength(1_000_000)),
        v.pipe(v.array(v.pipe(v.number(), v.integer())), v.maxLength(1_000_000)),
      ]),
    }),
  ),
  display: v.optional(Display, {}),
});
export type CreateJob = v.InferOutput<typeof CreateJob>;

export const Price = v.object({
  workunits: count,
  flops: count,
  /** What each validated result of the job's workunits earns, summed over the workunits. */
  workMicro: MicroCredits,
  /** What pays for the extra copies that checking needs. */
  verificationMicro: MicroCredits,
  totalMicro: MicroCredits,
  /** From the hosts seen in the last minutes; null while there is none. */
  estimatedSeconds: v.nullable(count),
  /** Operators whose cost is not counted yet. */
  uncountedOperators: v.array(v.string()),
});
export type Price = v.InferOutput<typeof Price>;

export const JobView = v.object({
  id: JobId,
  projectId: ProjectId,
  title: v.string(),
  state: JobState,
  /** Why it failed, in the engine's words where there are some. */
  error: v.nullable(WireErrorSchema),
  createdAt: v.string(),
  progress: Progress,
  score: v.nullable(Score),
  price: Price,
  program: Program,
});
export type JobView = v.InferOutput<typeof JobView>;

export const CreateJobResponse = v.union([
  v.object({ dryRun: v.literal(true), price: Price }),
  v.object({ dryRun: v.literal(false), job: JobView }),
]);
export type CreateJobResponse = v.InferOutput<typeof CreateJobResponse>;

export const ProjectView = v.object({
  id: ProjectId,
  ownerId: VolunteerId,
  name: v.string(),
  summary: v.string(),
  purpose: v.string(),
  approved: v.boolean(),
  createdAt: v.string(),
  /** Index among all projects, oldest first: picks the colour of its stitches. */
  index: count,
  progress: Progress,
  score: v.nullable(Score),
  volunteers: count,
  budgetMicro: MicroCredits,
  jobs: v.array(
    v.object({
      id: JobId,
      title: v.string(),
      state: JobState,
      error: v.nullable(WireErrorSchema),
      progress: Progress,
      score: v.nullable(Score),
      /** What a device downloads once before it works on it. */
      modelBytes: v.optional(count),
    }),
  ),
});
export type ProjectView = v.InferOutput<typeof ProjectView>;

export const ProjectsResponse = v.object({ projects: v.array(ProjectView) });
export type ProjectsResponse = v.InferOutput<typeof ProjectsResponse>;

/** One line of `GET /v1/jobs/{id}/results` (newline-delimited JSON), in workunit order. */
export const JobResultLine = v.object({
  workunitId: WorkunitId,
  inputs: v.array(RowRange),
  state: v.picklist(['open', 'validated', 'failed']),
  /** The canonical outputs once validated and none of its tasks is open. */
  outputs: v.nullable(Outputs),
  error: v.nullable(WireErrorSchema),
});
export type JobResultLine = v.InferOutput<typeof JobResultLine>;

export const ArtifactResponse = v.object({ sha256: Sha256, sizeBytes: count });
export type ArtifactResponse = v.InferOutput<typeof ArtifactResponse>;
