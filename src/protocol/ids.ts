// Branded ids and their schemas. Server-made ids are UUIDs (time-ordered where rows are many), artifacts
// are named by their SHA-256.

import * as v from 'valibot';

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const uuid = v.pipe(v.string(), v.regex(uuidPattern, 'must be a UUID in lower case'));

export const VolunteerId = v.pipe(uuid, v.brand('VolunteerId'));
export type VolunteerId = v.InferOutput<typeof VolunteerId>;

export const HostId = v.pipe(uuid, v.brand('HostId'));
export type HostId = v.InferOutput<typeof HostId>;

export const ProjectId = v.pipe(uuid, v.brand('ProjectId'));
export type ProjectId = v.InferOutput<typeof ProjectId>;

export const JobId = v.pipe(uuid, v.brand('JobId'));
export type JobId = v.InferOutput<typeof JobId>;

export const WorkunitId = v.pipe(uuid, v.brand('WorkunitId'));
export type WorkunitId = v.InferOutput<typeof WorkunitId>;

export const TaskId = v.pipe(uuid, v.brand('TaskId'));
export type TaskId = v.InferOutput<typeof TaskId>;

/** 64 lower-case hex digits: the SHA-256 of an artifact's bytes. */
export const Sha256 = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 as 64 lower-case hex digits'),
  v.brand('Sha256'),
);
export type Sha256 = v.InferOutput<typeof Sha256>;

/** Micro-credits as a decimal string, since a busy pool's totals pass 2^53. 1 credit = 1,000,000. */
export const MicroCredits = v.pipe(
  v.string(),
  v.regex(/^-?\d{1,19}$/, 'must be a whole number of micro-credits'),
);
