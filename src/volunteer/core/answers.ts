// Reading what a coordinator answered. A newer coordinator may send more than this client knows: unknown fields
// pass, but a task whose program is not understood to the last field must not be computed.

import * as v from 'valibot';
import { errorFromWire, TabloomError } from '../../protocol/errors.ts';
import { ErrorBody, parseWith, WireErrorSchema } from '../../protocol/wire.ts';
import { TaskId } from '../../protocol/ids.ts';
import { LeasedJob, LeasedTask, ResultState, type LeaseRef } from '../../protocol/work.ts';

export type Work = { task: LeasedTask; job: LeasedJob };

export type Leased = {
  work: Work[];
  /** Leases that this client cannot read, to be reported as such. */
  unreadable: LeaseRef[];
  retryAfterMs: number | undefined;
};

const LooseLeases = v.object({
  jobs: v.array(v.unknown()),
  tasks: v.array(v.unknown()),
  retryAfterMs: v.optional(v.number()),
});
const LooseRef = v.object({ taskId: TaskId, leaseToken: v.string() });

export function readLeases(body: unknown): Leased {
  const { jobs, tasks, retryAfterMs } = parseWith(LooseLeases, body, 'The answer to a request for work');
  const known = new Map<string, LeasedJob>();
  for (const job of jobs) {
    const parsed = v.safeParse(LeasedJob, job);
    if (parsed.success) known.set(parsed.output.jobId, parsed.output);
  }
  const leased: Leased = { work: [], unreadable: [], retryAfterMs };
  for (const task of tasks) {
    const parsed = v.safeParse(LeasedTask, task);
    const job = parsed.success ? known.get(parsed.output.jobId) : undefined;
    if (parsed.success && job !== undefined) {
      leased.work.push({ task: parsed.output, job });
      continue;
    }
    const ref = v.safeParse(LooseRef, task);
    if (ref.success) leased.unreadable.push(ref.output);
  }
  return leased;
}

const LooseOutcome = v.object({
  taskId: v.nullable(v.string()),
  /** A state of a newer coordinator reads as none: the result is there, and that is enough. */
  state: v.fallback(v.optional(ResultState), undefined),
  error: v.optional(WireErrorSchema),
});
export type Outcome = v.InferOutput<typeof LooseOutcome>;

const LooseOutcomes = v.object({ results: v.array(LooseOutcome) });

/** One outcome per posted item, in order. */
export function readOutcomes(body: unknown): Outcome[] {
  return parseWith(LooseOutcomes, body, 'The answer to the results').results;
}

/**
 * The error of a non-2xx answer. Whoever answers without our body is not the coordinator but something before it
 * (a proxy, a captive portal): that is `coordinator_away`.
 */
export function errorFromAnswer(status: number, retryAfter: string | null, text: string): TabloomError {
  const retryAfterMs = retryAfterFrom(retryAfter);
  const parsed = v.safeParse(ErrorBody, parseJson(text));
  if (parsed.success) {
    const { error } = parsed.output;
    return errorFromWire({ ...error, retryAfterMs: error.retryAfterMs ?? retryAfterMs });
  }
  return new TabloomError(
    status === 429 ? 'rate_limited' : 'coordinator_away',
    `The address of the coordinator answered with status ${status}, but not as a coordinator does.`,
    retryAfterMs === undefined ? {} : { retryAfterMs },
  );
}

/** The JSON value, or undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Seconds of a Retry-After header as milliseconds; its date form is not used by coordinators. */
function retryAfterFrom(header: string | null): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}
