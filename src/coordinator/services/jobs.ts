// Jobs: a dry run prices one, creation reserves its credits and writes its workunits and tasks at once.

import { reserveForJob } from '../../domain/ledger.ts';
import { TabloomError } from '../../protocol/errors.ts';
import type { JobId, TaskId, WorkunitId } from '../../protocol/ids.ts';
import type { CreateJob, CreateJobResponse, JobResultLine, JobView, Price } from '../../protocol/requests.ts';
import { insertPostings } from '../db/queries/insertPostings.ts';
import {
  findJob,
  insertJob,
  insertWorkunits,
  jobResults,
  type JobRow,
  type NewWorkunit,
} from '../db/queries/jobs.ts';
import { findProjects } from '../db/queries/projects.ts';
import { insertTasks } from '../db/queries/saveTransitions.ts';
import { inTransaction, isOverdraft, type Db } from '../db/pool.ts';
import type { Context } from './context.ts';
import { planJob, type JobPlan } from './jobPlan.ts';
import type { Live } from './live.ts';
import { progressOf, requestHash, scoreOf } from './projects.ts';
import type { Session } from './tokens.ts';

const CHUNK = 2000;

export async function createJob(
  context: Context,
  live: Live,
  session: Session,
  request: CreateJob,
  dryRun: boolean,
): Promise<CreateJobResponse> {
  const hash = requestHash(request);
  const existing = await findJob(context.pool, request.id);
  if (existing && !dryRun) return { dryRun: false, job: sameJob(existing, hash) };
  await checkProject(context, session, request);
  const plan = await planJob(context, request);
  const price: Price = { ...plan.price, estimatedSeconds: await estimate(live, plan, request) };
  if (dryRun) return { dryRun: true, price };
  try {
    await inTransaction(context.pool, (db) => writeJob(context, db, request, plan, price, hash));
  } catch (error) {
    if (isOverdraft(error)) {
      const message = `The project's budget does not cover this job's ${price.totalMicro} micro-credits. Nothing was created.`;
      throw new TabloomError('budget_empty', message, { cause: error });
    }
    throw error;
  }
  return { dryRun: false, job: sameJob((await findJob(context.pool, request.id))!, hash) };
}

async function checkProject(context: Context, session: Session, request: CreateJob): Promise<void> {
  const project = (await findProjects(context.pool, request.projectId))[0];
  if (!project)
    throw new TabloomError('not_found', `There is no project ${request.projectId}. Create it first.`);
  if (project.ownerId !== session.volunteerId) {
    throw new TabloomError('forbidden', `Only the owner of '${project.name}' creates jobs in it.`);
  }
  if (project.approvedAt === null) {
    const message = `'${project.name}' awaits the operator's approval before it may run on volunteers' devices.`;
    throw new TabloomError('forbidden', message);
  }
}

/** Seconds for all copies at the probed speed of the hosts seen in the last minute; null while there is none. */
async function estimate(live: Live, plan: JobPlan, request: CreateJob): Promise<number | null> {
  const { poolGflops } = await live.now();
  return poolGflops > 0 ? (plan.price.flops * request.policy.quorum) / (poolGflops * 1e9) : null;
}

async function writeJob(
  context: Context,
  db: Db,
  request: CreateJob,
  plan: JobPlan,
  price: Price,
  hash: Buffer,
): Promise<void> {
  const now = new Date(context.clock());
  const { outputSpecs, modelBytes, rows } = plan;
  const workunits = plan.workunits.length;
  const job = { ...request, requestHash: hash, outputSpecs, price, modelBytes, rows, workunits };
  if (!(await insertJob(db, job, now))) return;
  for (let start = 0; start < workunits; start += CHUNK) {
    const chunk = plan.workunits.slice(start, start + CHUNK);
    await insertWorkunits(db, request.projectId, request.id, chunk);
    await insertTasks(
      db,
      chunk.flatMap((workunit) => firstTasks(context, request, workunit, workunits)),
    );
  }
  const reserve = reserveForJob(
    request.projectId,
    request.id,
    BigInt(price.workMicro),
    BigInt(price.verificationMicro),
  );
  await insertPostings(db, [{ ...reserve, id: context.newId() }], now);
}

/** As many tasks as must agree; `rank` lets jobs of all lengths advance side by side. */
function firstTasks(context: Context, request: CreateJob, workunit: NewWorkunit, workunits: number) {
  return Array.from({ length: request.policy.quorum }, () => ({
    projectId: request.projectId,
    id: context.newId() as TaskId,
    workunitId: workunit.id as WorkunitId,
    jobId: request.id,
    rank: workunit.seq / workunits,
  }));
}

function sameJob(job: JobRow, hash: Buffer): JobView {
  if (!job.requestHash.equals(hash)) {
    throw new TabloomError('id_conflict', `There is another job with the id ${job.id}. Choose a new id.`);
  }
  return viewOf(job);
}

function viewOf(job: JobRow): JobView {
  return {
    id: job.id as JobId,
    projectId: job.projectId,
    title: job.title,
    state: job.state,
    error: job.error,
    createdAt: job.createdAt.toISOString(),
    progress: progressOf(job),
    score: scoreOf(job),
    price: job.price,
    program: job.program,
  };
}

async function requireJob(context: Context, id: JobId): Promise<JobRow> {
  const job = await findJob(context.pool, id);
  if (!job) throw new TabloomError('not_found', `There is no job ${id}.`);
  return job;
}

export async function getJob(context: Context, id: JobId): Promise<JobView> {
  return viewOf(await requireJob(context, id));
}

/** The job's workunits in order, page by page, so that a large job never lies in memory whole. */
export async function streamResults(
  context: Context,
  session: Session,
  id: JobId,
): Promise<AsyncGenerator<JobResultLine>> {
  const job = await requireJob(context, id);
  if (job.ownerId !== session.volunteerId) {
    throw new TabloomError('forbidden', "Only the project's owner reads a job's results.");
  }
  return resultLines(context, job);
}

async function* resultLines(context: Context, job: JobRow): AsyncGenerator<JobResultLine> {
  let afterSeq = -1;
  for (;;) {
    const rows = await jobResults(
      context.pool,
      { projectId: job.projectId, id: job.id as JobId },
      afterSeq,
      200,
    );
    for (const { id, inputs, state, outputs, error } of rows) {
      yield { workunitId: id, inputs, state, outputs, error };
    }
    const last = rows.at(-1);
    if (!last) return;
    afterSeq = last.seq;
  }
}
