// The immutable part of jobs: what leasing and validation need, cached by every coordinator.

import type { OutputSpecs } from '../../../domain/outputs.ts';
import type { JobId, ProjectId } from '../../../protocol/ids.ts';
import type { Display, Program } from '../../../protocol/program.ts';
import type { Policy } from '../../../protocol/requests.ts';
import type { Db } from '../pool.ts';

export type JobFacts = {
  id: JobId;
  projectId: ProjectId;
  projectName: string;
  title: string;
  program: Program;
  policy: Policy;
  display: Display;
  outputSpecs: OutputSpecs;
  truthOutput: string | null;
  modelBytes: number;
};

export async function findJobs(db: Db, ids: readonly JobId[]): Promise<JobFacts[]> {
  const { rows } = await db.query<JobFacts>(
    `select j.id, j.project_id as "projectId", p.name as "projectName", j.title, j.program, j.policy, j.display,
            j.output_specs as "outputSpecs", j.truth_output as "truthOutput", j.model_bytes as "modelBytes"
       from jobs j join projects p on p.id = j.project_id
      where j.id = any($1::uuid[])`,
    [ids],
  );
  return rows;
}
