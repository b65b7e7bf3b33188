// What one batch of transitions will write, gathered in memory and saved with a handful of statements.

import type { WireError } from '../../protocol/errors.ts';
import type { JobId, ProjectId, TaskId } from '../../protocol/ids.ts';
import { addToJobs, type JobChange } from '../db/queries/addToJobs.ts';
import { insertPostings, type NewPosting } from '../db/queries/insertPostings.ts';
import type { TaskRow } from '../db/queries/lockWorkunits.ts';
import {
  insertResults,
  insertTasks,
  updateTasks,
  updateWorkunits,
  type ResultInsert,
  type TaskInsert,
  type TaskUpdate,
  type WorkunitUpdate,
} from '../db/queries/saveTransitions.ts';
import type { Db } from '../db/pool.ts';

/** A job whose first failed workunit says that its program runs nowhere. */
export type HopelessJob = { projectId: ProjectId; jobId: JobId; error: WireError };

export class TransitionBatch {
  readonly results: ResultInsert[] = [];
  readonly newTasks: TaskInsert[] = [];
  readonly workunits: WorkunitUpdate[] = [];
  readonly postings: NewPosting[] = [];
  readonly hopeless = new Map<JobId, HopelessJob>();
  readonly #tasks = new Map<TaskId, TaskUpdate>();
  readonly #jobs = new Map<JobId, JobChange>();
  readonly now: Date;

  constructor(now: Date) {
    this.now = now;
  }

  /** Records the task's present state (and failure) for writing; `reported` stamps its report. */
  touch(projectId: ProjectId, task: TaskRow, reported = false): void {
    const before = this.#tasks.get(task.id);
    this.#tasks.set(task.id, {
      projectId,
      taskId: task.id,
      state: task.state,
      reported: reported || (before?.reported ?? false),
      failure: task.failure,
    });
  }

  addToJob(change: JobChange): void {
    const sum = this.#jobs.get(change.jobId);
    if (!sum) {
      this.#jobs.set(change.jobId, { ...change });
      return;
    }
    sum.validated += change.validated;
    sum.failed += change.failed;
    sum.rowsValidated += change.rowsValidated;
    sum.scoreNumerator += change.scoreNumerator;
    sum.scoreDenominator += change.scoreDenominator;
    sum.error ??= change.error;
  }

  async save(db: Db): Promise<void> {
    await insertResults(db, this.results, this.now);
    await updateTasks(db, [...this.#tasks.values()], this.now);
    await insertTasks(db, this.newTasks);
    await updateWorkunits(db, this.workunits, this.now);
    await insertPostings(db, this.postings, this.now);
    await addToJobs(db, [...this.#jobs.values()], this.now);
  }
}
