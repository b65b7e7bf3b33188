// Projects with their progress, as everybody may see them.

import type { ProjectId, VolunteerId } from '../../../protocol/ids.ts';
import type { WireError } from '../../../protocol/errors.ts';
import type { CreateProject, JobState } from '../../../protocol/requests.ts';
import type { Program } from '../../../protocol/program.ts';
import type { Db } from '../pool.ts';

export type ProjectRow = {
  id: ProjectId;
  number: number;
  ownerId: VolunteerId;
  name: string;
  summary: string;
  purpose: string;
  requestHash: Buffer;
  approvedAt: Date | null;
  createdAt: Date;
  budgetMicro: string;
  volunteers: number;
};

export type JobSummaryRow = {
  id: string;
  projectId: ProjectId;
  title: string;
  state: JobState;
  error: WireError | null;
  program: Program;
  truthOutput: string | null;
  workunits: number;
  rows: number;
  validated: number;
  failed: number;
  rowsValidated: number;
  scoreNumerator: number;
  scoreDenominator: number;
  modelBytes: number;
};

/** False when there is a project of this id already. */
export async function insertProject(
  db: Db,
  project: CreateProject & { ownerId: VolunteerId; requestHash: Buffer; approved: boolean },
  now: Date,
): Promise<boolean> {
  const inserted = await db.query(
    `insert into projects (id, owner_id, name, summary, purpose, request_hash, approved_at, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing`,
    [
      project.id,
      project.ownerId,
      project.name,
      project.summary,
      project.purpose,
      project.requestHash,
      project.approved ? now : null,
      now,
    ],
  );
  return inserted.rowCount === 1;
}

/** False when there is no such project; one that is approved already stays as it is. */
export async function setApproved(db: Db, id: ProjectId, now: Date): Promise<boolean> {
  const updated = await db.query(
    'update projects set approved_at = coalesce(approved_at, $2) where id = $1',
    [id, now],
  );
  return updated.rowCount === 1;
}

/** All projects, oldest first, or the one asked for. */
export async function findProjects(db: Db, id: ProjectId | null): Promise<ProjectRow[]> {
  const { rows } = await db.query<ProjectRow>(
    `select p.id, p.number, p.owner_id as "ownerId", p.name, p.summary, p.purpose, p.request_hash as "requestHash",
            p.approved_at as "approvedAt", p.created_at as "createdAt",
            coalesce(b.balance_micro, 0)::text as "budgetMicro",
            (select count(distinct t.volunteer_id) from tasks t
              where t.project_id = p.id and t.state = 'valid') as volunteers
       from projects p left join balances b on b.account = 'project:' || p.id
      where $1::uuid is null or p.id = $1
      order by p.number`,
    [id],
  );
  return rows;
}

export async function findJobSummaries(db: Db, projectId: ProjectId | null): Promise<JobSummaryRow[]> {
  const { rows } = await db.query<JobSummaryRow>(
    `select id, project_id as "projectId", title, state, error, program, truth_output as "truthOutput", workunits,
            rows, validated, failed, rows_validated as "rowsValidated", score_numerator as "scoreNumerator",
            score_denominator as "scoreDenominator", model_bytes as "modelBytes"
       from jobs where $1::uuid is null or project_id = $1 order by created_at, id`,
    [projectId],
  );
  return rows;
}
