// Handing out work: many requests share one transaction that claims ready tasks and matches them to hosts.

import { assign, type Candidate } from '../../domain/assign.ts';
import { hardDeadlineMs, LEASE_MS, PAUSE_MS } from '../../domain/deadlines.ts';
import { TabloomError, type WireError } from '../../protocol/errors.ts';
import type { JobId } from '../../protocol/ids.ts';
import type {
  LeasedJob,
  LeasedTask,
  LeaseRequest,
  LeaseResponse,
  RenewRequest,
  RenewResponse,
} from '../../protocol/work.ts';
import { createBatcher, type Batcher } from '../../util/batcher.ts';
import type { JobFacts } from '../db/queries/findJobs.ts';
import { leaseTasks, type NewLease } from '../db/queries/leaseTasks.ts';
import { readyTasks, type ReadyTask } from '../db/queries/readyTasks.ts';
import { readyTasksFor } from '../db/queries/readyTasksFor.ts';
import { readyTasksWaiting } from '../db/queries/readyTasksWaiting.ts';
import { renewLeases, type Renewal } from '../db/queries/renewLeases.ts';
import { inTransaction, isRowError, isUniqueViolation, type Db } from '../db/pool.ts';
import type { Context } from './context.ts';
import { openLease, sealLease, type Session } from './tokens.ts';

type Asking = { session: Session; request: LeaseRequest };
type Ready = ReadyTask & Candidate;

export type Leases = {
  take(asking: Asking): Promise<LeaseResponse>;
  renew(session: Session, request: RenewRequest): Promise<RenewResponse>;
};

/** Matching looks at every task of the window for every host of the batch, so both stay small. */
const MAX_BATCH = 16;
/** Each batch is several trips to the database, and trips are slow when the coordinator is busy with requests. */
const BATCHES_AT_ONCE = 4;
const MAX_CANDIDATES = 600;
/** Tasks beyond those wanted: what some hosts may not take, others may. */
const SPARE_CANDIDATES = 32;
const RETRY_MS = 4000;
/** A referee is there so that nobody waits. */
const REFEREE_RETRY_MS = 1500;

export function createLeases(context: Context): Leases {
  const batcher: Batcher<Asking, LeaseResponse> = createBatcher({
    maxItems: MAX_BATCH,
    atOnce: BATCHES_AT_ONCE,
    splitOn: isRowError,
    // Another coordinator may give a volunteer a task of the same workunit at this moment: then choose again.
    flush: (asking) =>
      inTransaction(context.pool, (db) => leaseBatch(context, db, asking), isUniqueViolation),
  });
  return {
    take: (asking) => batcher.add(asking),
    renew: (session, request) => renew(context, session, request),
  };
}

async function leaseBatch(context: Context, db: Db, asking: readonly Asking[]): Promise<LeaseResponse[]> {
  const now = context.clock();
  await context.presence.touch(
    db,
    asking.map(({ session, request }) => ({
      hostId: session.hostId,
      capabilities: request.capabilities,
      hidden: request.hidden ?? false,
    })),
    now,
  );
  const chosen: Ready[][] = asking.map(() => []);
  const usual = [...asking.keys()].filter((i) => !asking[i]!.session.referee);
  const wanted = usual.reduce((sum, i) => sum + asking[i]!.request.maxTasks, 0);
  const limit = Math.min(MAX_CANDIDATES, wanted + SPARE_CANDIDATES);
  const candidates = wanted === 0 ? [] : await withModels(context, db, await readyTasks(db, limit));
  const assigned = assign(
    usual.map((i) => hostOf(context, asking[i]!, now)),
    candidates,
  );
  usual.forEach((i, k) => (chosen[i] = assigned[k]!));
  const leases = asking.flatMap((item, i) => leasesOf(item, chosen[i]!, now));
  await leaseTasks(db, leases, new Date(now));
  // Only now may somebody ask alone: what the others got is no longer ready.
  for (const [i, item] of asking.entries()) {
    const hungry = candidates.length === limit && chosen[i]!.length === 0;
    if (item.session.referee || hungry) chosen[i] = await leaseAlone(context, db, item, now);
  }
  return Promise.all(asking.map((item, i) => answer(context, db, item, chosen[i]!, now)));
}

function hostOf(context: Context, { session, request }: Asking, now: number) {
  // The operator's own machines do not leave.
  const { seconds, maxTasks } = session.referee
    ? request
    : context.presence.likely(session.hostId, request, now);
  return {
    volunteerId: session.volunteerId,
    seconds,
    maxTasks,
    gflops: request.capabilities.gflops,
    holds: new Set(request.holds),
  };
}

/** For a host that may take nothing of the common window, and for referees, who only step in late. */
async function leaseAlone(context: Context, db: Db, asking: Asking, now: number): Promise<Ready[]> {
  const { volunteerId, referee } = asking.session;
  const limit = 2 * asking.request.maxTasks;
  const waitingSince = new Date(now - context.settings.refereeAfterMs);
  const rows = referee
    ? await readyTasksWaiting(db, volunteerId, limit, waitingSince)
    : await readyTasksFor(db, volunteerId, limit);
  const chosen = assign([hostOf(context, asking, now)], await withModels(context, db, rows))[0]!;
  await leaseTasks(db, leasesOf(asking, chosen, now), new Date(now));
  return chosen;
}

async function withModels(context: Context, db: Db, tasks: readonly ReadyTask[]): Promise<Ready[]> {
  const jobs = await context.jobs.get(
    db,
    tasks.map((task) => task.jobId),
  );
  return tasks.flatMap((task) => {
    const job = jobs.get(task.jobId);
    return job ? [{ ...task, model: job.program.model, modelBytes: job.modelBytes }] : [];
  });
}

function deadlines({ request }: Asking, task: Ready, now: number) {
  const hardDeadlineAt = new Date(now + hardDeadlineMs(task.flops, request.capabilities.gflops));
  return { leaseUntilAt: new Date(now + LEASE_MS), hardDeadlineAt };
}

function leasesOf(asking: Asking, tasks: readonly Ready[], now: number): NewLease[] {
  const { volunteerId, hostId, referee } = asking.session;
  return tasks.map((task) => ({
    projectId: task.projectId,
    taskId: task.taskId,
    volunteerId,
    hostId,
    byReferee: referee,
    ...deadlines(asking, task, now),
  }));
}

async function answer(
  context: Context,
  db: Db,
  asking: Asking,
  chosen: readonly Ready[],
  now: number,
): Promise<LeaseResponse> {
  const { hostId, referee } = asking.session;
  const tasks = chosen.map((task): LeasedTask => {
    const { projectId, taskId, workunitId, jobId, inputs, rows, flops } = task;
    const { leaseUntilAt, hardDeadlineAt } = deadlines(asking, task, now);
    return {
      taskId,
      jobId,
      inputs,
      rows,
      flops,
      leaseToken: sealLease(context.secret, taskId, { projectId, workunitId, hostId }),
      leaseUntilAt: leaseUntilAt.toISOString(),
      hardDeadlineAt: hardDeadlineAt.toISOString(),
    };
  });
  const jobs = await jobsOf(
    context,
    db,
    tasks.map((task) => task.jobId),
  );
  if (tasks.length > 0) return { jobs, tasks };
  return { jobs, tasks, retryAfterMs: referee ? REFEREE_RETRY_MS : RETRY_MS };
}

async function jobsOf(context: Context, db: Db, ids: readonly JobId[]): Promise<LeasedJob[]> {
  const jobs = await context.jobs.get(db, ids);
  return [...jobs.values()].map((job: JobFacts) => ({
    jobId: job.id,
    projectId: job.projectId,
    projectName: job.projectName,
    title: job.title,
    program: job.program,
    display: job.display,
  }));
}

async function renew(context: Context, session: Session, request: RenewRequest): Promise<RenewResponse> {
  const now = context.clock();
  const refused = new Map<string, WireError>();
  const renewals: Renewal[] = [];
  for (const { taskId, leaseToken, progress, state } of request.leases) {
    try {
      const lease = openLease(context.secret, taskId, leaseToken);
      if (lease.hostId !== session.hostId) {
        throw new TabloomError('lease_not_yours', 'This task is leased to another host.');
      }
      const { projectId } = lease;
      renewals.push({ projectId, taskId, hostId: session.hostId, progress, paused: state === 'paused' });
    } catch (error) {
      if (!(error instanceof TabloomError)) throw error;
      refused.set(taskId, error.toWire());
    }
  }
  const until = { running: new Date(now + LEASE_MS), paused: new Date(now + PAUSE_MS) };
  const { hostId } = session;
  await context.presence.touch(context.pool, [{ hostId, hidden: request.hidden ?? false }], now);
  const renewed = await renewLeases(context.pool, renewals, until, new Date(now));
  const lost: WireError = {
    code: 'lease_lost',
    message: 'This lease has run out; the task went to somebody else.',
  };
  return {
    leases: request.leases.map(({ taskId }) => {
      const leaseUntilAt = renewed.get(taskId)?.toISOString();
      return leaseUntilAt === undefined
        ? { taskId, error: refused.get(taskId) ?? lost }
        : { taskId, leaseUntilAt };
    }),
  };
}
