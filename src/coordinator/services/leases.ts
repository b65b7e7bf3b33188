// Handing out work: many requests share one transaction that claims ready tasks and matches them to hosts.

import { assign, type Candidate } from '../../domain/assign.ts';
import { hardDeadlineMs, LEASE_MS, PAUSE_MS } from '../../domain/deadlines.ts';
import { TabloomError, type WireError } from '../../protocol/errors.ts';
import type { JobId, Sha256 } from '../../protocol/ids.ts';
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
import { readyTasks, readyTasksFor, type ReadyTask } from '../db/queries/readyTasks.ts';
import { renewLeases, type Renewal } from '../db/queries/renewLeases.ts';
import { touchHosts } from '../db/queries/touchHosts.ts';
import { inTransaction, isRowError, type Db } from '../db/pool.ts';
import type { Context } from './context.ts';
import { openLease, sealLease, type Session } from './tokens.ts';

type Asking = { session: Session; request: LeaseRequest };
type Ready = ReadyTask & Candidate;

export type Leases = {
  take(asking: Asking): Promise<LeaseResponse>;
  renew(session: Session, request: RenewRequest): Promise<RenewResponse>;
};

const MAX_BATCH = 100;
const MAX_CANDIDATES = 600;
const RETRY_MS = 4000;
/** A host's last-seen time is written at most this often. */
const TOUCH_MS = 10_000;

export function createLeases(context: Context): Leases {
  const touchedAt = new Map<string, number>();
  const batcher: Batcher<Asking, LeaseResponse> = createBatcher({
    maxItems: MAX_BATCH,
    splitOn: isRowError,
    flush: (asking) => inTransaction(context.pool, (db) => leaseBatch(context, db, asking, touchedAt)),
  });
  return {
    take: (asking) => batcher.add(asking),
    renew: (session, request) => renew(context, session, request),
  };
}

async function leaseBatch(
  context: Context,
  db: Db,
  asking: readonly Asking[],
  touchedAt: Map<string, number>,
): Promise<LeaseResponse[]> {
  const now = context.clock();
  await touch(db, asking, touchedAt, now);
  const chosen: Ready[][] = asking.map(() => []);
  const usual = [...asking.keys()].filter((i) => !asking[i]!.session.referee);
  if (usual.length > 0) {
    const wanted = usual.reduce((sum, i) => sum + asking[i]!.request.maxTasks, 0);
    const limit = Math.min(MAX_CANDIDATES, 64 + 2 * wanted);
    const candidates = await withModels(context, db, await readyTasks(db, limit));
    const assigned = assign(
      usual.map((i) => hostOf(asking[i]!)),
      candidates,
    );
    usual.forEach((i, k) => (chosen[i] = assigned[k]!));
    const hungry = candidates.length < limit ? [] : usual.filter((i) => chosen[i]!.length === 0);
    for (const i of hungry) chosen[i] = await leaseAlone(context, db, asking[i]!, null);
  }
  const waitingSince = new Date(now - context.settings.refereeAfterMs);
  for (const [i, item] of asking.entries()) {
    if (item.session.referee) chosen[i] = await leaseAlone(context, db, item, waitingSince);
  }
  return grantLeases(context, db, asking, chosen, now);
}

function hostOf({ session, request }: Asking) {
  return {
    volunteerId: session.volunteerId,
    seconds: request.seconds,
    maxTasks: request.maxTasks,
    gflops: request.capabilities.gflops,
    holds: new Set(request.holds),
  };
}

/** For a host that may take nothing of the common window, and for referees, who only step in late. */
async function leaseAlone(
  context: Context,
  db: Db,
  asking: Asking,
  waitingSince: Date | null,
): Promise<Ready[]> {
  const limit = 2 * asking.request.maxTasks;
  const rows = await readyTasksFor(db, asking.session.volunteerId, limit, waitingSince);
  return assign([hostOf(asking)], await withModels(context, db, rows))[0]!;
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

async function grantLeases(
  context: Context,
  db: Db,
  asking: readonly Asking[],
  chosen: readonly Ready[][],
  now: number,
): Promise<LeaseResponse[]> {
  const leases: NewLease[] = [];
  const responses: LeaseResponse[] = [];
  for (const [i, { session, request }] of asking.entries()) {
    const tasks: LeasedTask[] = chosen[i]!.map((task) => {
      const hardDeadlineAt = new Date(now + hardDeadlineMs(task.flops, request.capabilities.gflops));
      const leaseUntilAt = new Date(now + LEASE_MS);
      const { volunteerId, hostId, referee } = session;
      const { projectId, taskId } = task;
      leases.push({
        projectId,
        taskId,
        volunteerId,
        hostId,
        byReferee: referee,
        leaseUntilAt,
        hardDeadlineAt,
      });
      return {
        taskId: task.taskId,
        jobId: task.jobId,
        inputs: task.inputs,
        rows: task.rows,
        flops: task.flops,
        leaseToken: sealLease(context.secret, taskId, { projectId, workunitId: task.workunitId, hostId }),
        leaseUntilAt: leaseUntilAt.toISOString(),
        hardDeadlineAt: hardDeadlineAt.toISOString(),
      };
    });
    const jobs = await jobsOf(
      context,
      db,
      tasks.map((task) => task.jobId),
    );
    responses.push({ jobs, tasks, ...(tasks.length === 0 ? { retryAfterMs: RETRY_MS } : {}) });
  }
  await leaseTasks(db, leases, new Date(now));
  return responses;
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

async function touch(
  db: Db,
  asking: readonly Asking[],
  touchedAt: Map<string, number>,
  now: number,
): Promise<void> {
  if (touchedAt.size > 100_000) touchedAt.clear();
  const due = new Map(
    asking
      .filter(({ session }) => (touchedAt.get(session.hostId) ?? 0) <= now - TOUCH_MS)
      .map(({ session, request }) => [
        session.hostId,
        { hostId: session.hostId, capabilities: request.capabilities },
      ]),
  );
  await touchHosts(db, [...due.values()], new Date(now));
  for (const hostId of due.keys()) touchedAt.set(hostId, now);
}

async function renew(context: Context, session: Session, request: RenewRequest): Promise<RenewResponse> {
  const now = context.clock();
  const refused = new Map<string, WireError>();
  const renewals: Renewal[] = [];
  for (const { taskId, leaseToken, progress, state } of request.leases) {
    try {
      const lease = openLease(context.secret, taskId, leaseToken);
      const { projectId } = lease;
      renewals.push({ projectId, taskId, hostId: session.hostId, progress, paused: state === 'paused' });
    } catch (error) {
      if (!(error instanceof TabloomError)) throw error;
      refused.set(taskId, error.toWire());
    }
  }
  const until = { running: new Date(now + LEASE_MS), paused: new Date(now + PAUSE_MS) };
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
