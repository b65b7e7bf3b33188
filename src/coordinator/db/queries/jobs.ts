// Jobs as their requesters make and read them: creation with all workunits and tasks, the view, the results.

import type { JobId, ProjectId, WorkunitId } from '../../../protocol/ids.ts';
import type { OutputSpecs } from '../../../domain/outputs.ts';
import type { WireError } from '../../../protocol/errors.ts';
import type { RowRange } from '../../../protocol/program.ts';
import type { CreateJob, Price } from '../../../protocol/requests.ts';
import type { Outputs } from '../../../protocol/values.ts';
import type { Db } from '../pool.ts';
import type { JobSummaryRow } from './projects.ts';

export type NewJob = CreateJob & {
  requestHash: Buffer;
  outputSpecs: OutputSpecs;
  price: Price;
  modelBytes: number;
  rows: number;
  workunits: number;
};

/** False when there is a job of this id already; two at once may meet in either unique index. */
export async function insertJob(db: Db, job: NewJob, now: Date): Promise<boolean> {
  const inserted = await db.query(
    `insert into jobs (project_id, id, title, program, policy, display, output_specs, truth_output, price,
                       model_bytes, request_hash, state, workunits, rows, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'active', $12, $13, $14) on conflict do nothing`,
    [
      job.projectId,
      job.id,
      job.title,
      JSON.stringify(job.program),
      JSON.stringify(job.policy),
      JSON.stringify(job.display),
      JSON.stringify(job.outputSpecs),
      job.truth?.output ?? null,
      JSON.stringify(job.price),
      job.modelBytes,
      job.requestHash,
      job.workunits,
      job.rows,
      now,
    ],
  );
  return inserted.rowCount === 1;
}

export type NewWorkunit = {
  id: string;
  seq: number;
  inputs: RowRange[];
  rows: number;
  flops: number;
  priceMicro: bigint;
  surchargeMicro: bigint;
  truth: (string | number)[] | null;
};

export async function insertWorkunits(
  db: Db,
  projectId: ProjectId,
  jobId: JobId,
  workunits: readonly NewWorkunit[],
): Promise<void> {
  await db.query(
    `insert into workunits (project_id, job_id, id, seq, inputs, rows, flops, price_micro, surcharge_micro, truth, state)
     select $1, $2, *, 'open'
       from unnest($3::uuid[], $4::int[], $5::jsonb[], $6::int[], $7::float8[], $8::int8[], $9::int8[], $10::jsonb[])`,
    [
      projectId,
      jobId,
      workunits.map((w) => w.id),
      workunits.map((w) => w.seq),
      workunits.map((w) => JSON.stringify(w.inputs)),
      workunits.map((w) => w.rows),
      workunits.map((w) => w.flops),
      workunits.map((w) => w.priceMicro),
      workunits.map((w) => w.surchargeMicro),
      workunits.map((w) => (w.truth === null ? null : JSON.stringify(w.truth))),
    ],
  );
}

export type JobRow = JobSummaryRow & { requestHash: Buffer; price: Price; createdAt: Date; ownerId: string };

export async function findJob(db: Db, id: JobId): Promise<JobRow | null> {
  const { rows } = await db.query<JobRow>(
    `select j.id, j.project_id as "projectId", j.title, j.state, j.error, j.program, j.truth_output as "truthOutput",
            j.workunits, j.rows, j.validated, j.failed, j.rows_validated as "rowsValidated",
            j.score_numerator as "scoreNumerator", j.score_denominator as "scoreDenominator",
            j.model_bytes as "modelBytes", j.request_hash as "requestHash", j.price, j.created_at as "createdAt", p.owner_id as "ownerId"
       from jobs j join projects p on p.id = j.project_id where j.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

export type WorkunitResultRow = {
  seq: number;
  id: WorkunitId;
  inputs: RowRange[];
  state: 'open' | 'validated' | 'failed';
  error: WireError | null;
  outputs: Outputs | null;
};

/** Outputs only where no task of the workunit is open: what can be read can be copied. */
export async function jobResults(
  db: Db,
  job: { projectId: ProjectId; id: JobId },
  afterSeq: number,
  limit: number,
): Promise<WorkunitResultRow[]> {
  const { rows } = await db.query<WorkunitResultRow>(
    `select w.seq, w.id, w.inputs, w.state, w.error,
            case when w.state = 'validated' and not exists (
              select 1 from tasks t where t.project_id = w.project_id and t.workunit_id = w.id
                 and t.state in ('ready', 'leased')) then r.outputs end as outputs
       from workunits w
       left join results r on r.project_id = w.project_id and r.task_id = w.canonical_task_id
      where w.project_id = $1 and w.job_id = $2 and w.seq > $3
      order by w.seq limit $4`,
    [job.projectId, job.id, afterSeq, limit],
  );
  return rows;
}
