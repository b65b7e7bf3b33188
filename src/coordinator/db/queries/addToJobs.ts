// Adds what a batch validated or gave up to the jobs' counters, and ends jobs that have nothing open.

import type { WireError } from '../../../protocol/errors.ts';
import type { JobId, ProjectId } from '../../../protocol/ids.ts';
import type { Db } from '../pool.ts';

export type JobChange = {
  projectId: ProjectId;
  jobId: JobId;
  validated: number;
  failed: number;
  rowsValidated: number;
  scoreNumerator: number;
  scoreDenominator: number;
  error: WireError | null;
};

export async function addToJobs(db: Db, changes: readonly JobChange[], now: Date): Promise<void> {
  if (changes.length === 0) return;
  const sorted = [...changes].sort((a, b) => (a.jobId < b.jobId ? -1 : 1));
  await db.query('select 1 from jobs where id = any($1::uuid[]) order by id for update', [
    sorted.map((change) => change.jobId),
  ]);
  await db.query(
    `update jobs j
        set validated = j.validated + d.validated,
            failed = j.failed + d.failed,
            rows_validated = j.rows_validated + d.rows_validated,
            score_numerator = j.score_numerator + d.score_numerator,
            score_denominator = j.score_denominator + d.score_denominator,
            error = coalesce(j.error, d.error),
            state = case
              when j.state <> 'active' or j.validated + d.validated + j.failed + d.failed < j.workunits then j.state
              when j.validated + d.validated = 0 then 'failed'
              else 'completed' end,
            ended_at = case
              when j.validated + d.validated + j.failed + d.failed < j.workunits then j.ended_at
              else coalesce(j.ended_at, $9) end
       from unnest($1::uuid[], $2::uuid[], $3::int[], $4::int[], $5::int[], $6::float8[], $7::float8[], $8::jsonb[])
              d (project_id, id, validated, failed, rows_validated, score_numerator, score_denominator, error)
      where j.project_id = d.project_id and j.id = d.id`,
    [
      sorted.map((d) => d.projectId),
      sorted.map((d) => d.jobId),
      sorted.map((d) => d.validated),
      sorted.map((d) => d.failed),
      sorted.map((d) => d.rowsValidated),
      sorted.map((d) => d.scoreNumerator),
      sorted.map((d) => d.scoreDenominator),
      sorted.map((d) => (d.error === null ? null : JSON.stringify(d.error))),
      now,
    ],
  );
}
