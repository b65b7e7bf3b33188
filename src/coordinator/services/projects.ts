// Projects: making one, and how it stands.

import { createHash } from 'node:crypto';
import { mintForProject } from '../../domain/ledger.ts';
import { TabloomError } from '../../protocol/errors.ts';
import type { JobId, ProjectId } from '../../protocol/ids.ts';
import type { CreateProject, Progress, ProjectView, Score } from '../../protocol/requests.ts';
import { publicKeyOf } from '../db/queries/identities.ts';
import { insertPostings } from '../db/queries/insertPostings.ts';
import {
  findJobSummaries,
  findProjects,
  insertProject,
  setApproved,
  type JobSummaryRow,
  type ProjectRow,
} from '../db/queries/projects.ts';
import { inTransaction } from '../db/pool.ts';
import type { Context } from './context.ts';
import type { Session } from './tokens.ts';

/** What an idempotent write compares: the same id with the same body answers as before. */
export function requestHash(request: unknown): Buffer {
  return createHash('sha256').update(JSON.stringify(request)).digest();
}

/** Throws id_conflict when the id was used with another body or by somebody else. */
export async function createProject(
  context: Context,
  session: Session,
  request: CreateProject,
): Promise<ProjectView> {
  const hash = requestHash(request);
  const now = new Date(context.clock());
  await inTransaction(context.pool, async (db) => {
    const row = { ...request, ownerId: session.volunteerId, requestHash: hash };
    if (!(await insertProject(db, { ...row, approved: context.settings.approveProjects }, now))) return;
    const grant = mintForProject(request.id, context.settings.projectGrantMicro);
    await insertPostings(db, [{ ...grant, id: context.newId() }], now);
  });
  const project = (await findProjects(context.pool, request.id))[0]!;
  if (project.ownerId !== session.volunteerId || !project.requestHash.equals(hash)) {
    throw new TabloomError(
      'id_conflict',
      `There is another project with the id ${request.id}. Choose a new id.`,
    );
  }
  return getProject(context, request.id);
}

/** The operator's word that a project may run on strangers' devices. Throws forbidden for anybody else. */
export async function approveProject(
  context: Context,
  session: Session,
  id: ProjectId,
): Promise<ProjectView> {
  const key = (await publicKeyOf(context.pool, session.hostId))?.toString('base64');
  if (key === undefined || !context.settings.operatorKeys.includes(key)) {
    throw new TabloomError('forbidden', "Only the operator's key approves projects.");
  }
  if (!(await setApproved(context.pool, id, new Date(context.clock())))) {
    throw new TabloomError('not_found', `There is no project ${id}.`);
  }
  return getProject(context, id);
}

export async function getProject(context: Context, id: ProjectId): Promise<ProjectView> {
  const project = (await findProjects(context.pool, id))[0];
  if (!project) throw new TabloomError('not_found', `There is no project ${id}.`);
  return viewOf(project, await findJobSummaries(context.pool, id));
}

export async function listProjects(context: Context): Promise<ProjectView[]> {
  const [projects, jobs] = [
    await findProjects(context.pool, null),
    await findJobSummaries(context.pool, null),
  ];
  return projects.map((project) =>
    viewOf(
      project,
      jobs.filter((job) => job.projectId === project.id),
    ),
  );
}

function viewOf(project: ProjectRow, jobs: readonly JobSummaryRow[]): ProjectView {
  const scores = jobs.map(scoreOf).filter((score) => score !== null);
  const first = scores[0];
  const sameMetric = first && scores.every((score) => score.metric === first.metric);
  return {
    id: project.id,
    ownerId: project.ownerId,
    name: project.name,
    summary: project.summary,
    purpose: project.purpose,
    approved: project.approvedAt !== null,
    createdAt: project.createdAt.toISOString(),
    index: project.number - 1,
    progress: sum(jobs.map(progressOf)),
    score: sameMetric ? { ...first, ...sum(scores.map(({ metric: _, ...parts }) => parts)) } : null,
    volunteers: project.volunteers,
    budgetMicro: project.budgetMicro,
    jobs: jobs.map((job) => ({
      id: job.id as JobId,
      title: job.title,
      state: job.state,
      error: job.error,
      progress: progressOf(job),
      score: scoreOf(job),
      modelBytes: job.modelBytes,
    })),
  };
}

function sum<T extends Record<string, number>>(parts: readonly T[]): T {
  const zero = { workunits: 0, validated: 0, failed: 0, rows: 0, rowsValidated: 0 };
  const total: Record<string, number> = parts.length === 0 ? { ...zero } : {};
  for (const part of parts) {
    for (const [name, value] of Object.entries(part)) total[name] = (total[name] ?? 0) + value;
  }
  return total as T;
}

export function progressOf(job: JobSummaryRow): Progress {
  const { workunits, validated, failed, rows, rowsValidated } = job;
  return { workunits, validated, failed, rows, rowsValidated };
}

export function scoreOf(job: JobSummaryRow): Score | null {
  if (job.truthOutput === null || job.scoreDenominator === 0) return null;
  const isText = job.program.outputs[job.truthOutput]?.decode.type === 'ctc';
  return {
    metric: isText ? 'characterErrorRate' : 'accuracy',
    numerator: job.scoreNumerator,
    denominator: job.scoreDenominator,
  };
}
