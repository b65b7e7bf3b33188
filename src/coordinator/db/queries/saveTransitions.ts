// Writes what a batch of transitions decided: results, tasks, new tasks, workunits. Many rows a statement.

import type { WireError } from '../../../protocol/errors.ts';
import type { JobId, ProjectId, TaskId, WorkunitId } from '../../../protocol/ids.ts';
import type { Outputs } from '../../../protocol/values.ts';
import type { NumericClass } from '../../../protocol/work.ts';
import type { TaskState } from '../../../domain/workunit.ts';
import type { Db } from '../pool.ts';

export type ResultInsert = {
  projectId: ProjectId;
  taskId: TaskId;
  bodyHash: Buffer;
  outputs: Outputs | null;
  numericClass: NumericClass;
  computeMs: number;
};

export type TaskUpdate = {
  projectId: ProjectId;
  taskId: TaskId;
  state: TaskState;
  reported: boolean;
  failure: WireError | null;
};

export type TaskInsert = {
  projectId: ProjectId;
  id: TaskId;
  workunitId: WorkunitId;
  jobId: JobId;
  rank: number;
};

export type WorkunitUpdate = {
  projectId: ProjectId;
  workunitId: WorkunitId;
  state: 'open' | 'validated' | 'failed';
  canonicalTaskId: TaskId | null;
  error: WireError | null;
};

export async function insertResults(db: Db, results: readonly ResultInsert[], now: Date): Promise<void> {
  if (results.length === 0) return;
  await db.query(
    `insert into results (project_id, task_id, body_hash, outputs, numeric_class, compute_ms, received_at)
     select *, $7::timestamptz
       from unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::jsonb[], $5::jsonb[], $6::float8[])
         on conflict (project_id, task_id) do nothing`,
    [
      results.map((r) => r.projectId),
      results.map((r) => r.taskId),
      results.map((r) => r.bodyHash),
      results.map((r) => (r.outputs === null ? null : JSON.stringify(r.outputs))),
      results.map((r) => JSON.stringify(r.numericClass)),
      results.map((r) => r.computeMs),
      now,
    ],
  );
}

export async function updateTasks(db: Db, tasks: readonly TaskUpdate[], now: Date): Promise<void> {
  if (tasks.length === 0) return;
  await db.query(
    `update tasks t
        set state = u.state,
            reported_at = case when u.reported then coalesce(t.reported_at, $6) else t.reported_at end,
            failure = coalesce(u.failure, t.failure)
       from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bool[], $5::jsonb[])
              u (project_id, id, state, reported, failure)
      where t.project_id = u.project_id and t.id = u.id`,
    [
      tasks.map((t) => t.projectId),
      tasks.map((t) => t.taskId),
      tasks.map((t) => t.state),
      tasks.map((t) => t.reported),
      tasks.map((t) => (t.failure === null ? null : JSON.stringify(t.failure))),
      now,
    ],
  );
}

export async function insertTasks(db: Db, tasks: readonly TaskInsert[]): Promise<void> {
  if (tasks.length === 0) return;
  await db.query(
    `insert into tasks (project_id, id, workunit_id, job_id, rank, state)
     select *, 'ready' from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::float8[])`,
    [
      tasks.map((t) => t.projectId),
      tasks.map((t) => t.id),
      tasks.map((t) => t.workunitId),
      tasks.map((t) => t.jobId),
      tasks.map((t) => t.rank),
    ],
  );
}

/** `validated_seq` is the place in the cloth: one stitch per validated workunit, in this order. */
export async function updateWorkunits(
  db: Db,
  workunits: readonly WorkunitUpdate[],
  now: Date,
): Promise<void> {
  if (workunits.length === 0) return;
  await db.query(
    `update workunits w
        set state = u.state,
            canonical_task_id = coalesce(w.canonical_task_id, u.canonical_task_id),
            error = u.error,
            first_report_at = coalesce(w.first_report_at, $6),
            validated_at = case when u.state = 'validated' then coalesce(w.validated_at, $6) end,
            validated_seq = case when u.state = 'validated' then coalesce(w.validated_seq, nextval('validated_seq')) end
       from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::jsonb[])
              u (project_id, id, state, canonical_task_id, error)
      where w.project_id = u.project_id and w.id = u.id`,
    [
      workunits.map((w) => w.projectId),
      workunits.map((w) => w.workunitId),
      workunits.map((w) => w.state),
      workunits.map((w) => w.canonicalTaskId),
      workunits.map((w) => (w.error === null ? null : JSON.stringify(w.error))),
      now,
    ],
  );
}
