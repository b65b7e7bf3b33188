// One event on one task, in memory: is it allowed, and what state does the task take?

import { checkOutputs } from '../../domain/outputs.ts';
import { TabloomError, type WireError } from '../../protocol/errors.ts';
import type { HostId, ProjectId, TaskId, WorkunitId } from '../../protocol/ids.ts';
import type { Outputs } from '../../protocol/values.ts';
import type { NumericClass, ResultState, TaskFailure } from '../../protocol/work.ts';
import type { JobFacts } from '../db/queries/findJobs.ts';
import type { TaskRow, WorkunitRow } from '../db/queries/lockWorkunits.ts';
import type { TransitionBatch } from './batch.ts';

export type TaskEvent = { projectId: ProjectId; workunitId: WorkunitId; taskId: TaskId } & (
  | {
      type: 'result';
      hostId: HostId;
      /** SHA-256 of what the host sent: the same result again answers as before. */
      bodyHash: Buffer;
      numericClass: NumericClass;
      computeMs: number;
      outputs: Outputs | null;
      failure: TaskFailure | null;
    }
  | { type: 'expire' }
  | { type: 'return'; hostId: HostId }
);

type ResultEvent = Extract<TaskEvent, { type: 'result' }>;

/** What the sender is told; expected refusals are values, so that a batch goes on. */
export type TaskOutcome = { state: ResultState } | { error: WireError };

export const TASK_GONE: WireError = {
  code: 'workunit_purged',
  message: 'This task is no longer known: its results were purged after the job had ended.',
};

/** Only after a result: where there is none, it was purged. */
const JUDGED = new Set(['reported', 'valid', 'invalid', 'failed']);
/** As many as a device has engines: WebGPU, WebAssembly with threads, and with one. */
const MAX_INCAPABLE_TRIES = 3;

const COUNTED = new Set(['leased', 'reported', 'valid', 'invalid', 'failed']);

/** Changes `task` in place and records what has to be written. The outcome's state is that before validation. */
export function applyEvent(
  batch: TransitionBatch,
  workunit: WorkunitRow,
  job: JobFacts,
  tasks: readonly TaskRow[],
  event: TaskEvent,
): TaskOutcome {
  const task = tasks.find((row) => row.id === event.taskId);
  if (!task) return { error: TASK_GONE };
  if (event.type === 'result') return applyResult(batch, workunit, job, tasks, task, event);
  if (task.state === 'leased' && (event.type === 'expire' || event.hostId === task.host_id)) {
    task.state = event.type === 'expire' ? 'expired' : 'returned';
    batch.touch(workunit.project_id, task);
  }
  return { state: 'failed' };
}

function applyResult(
  batch: TransitionBatch,
  workunit: WorkunitRow,
  job: JobFacts,
  tasks: readonly TaskRow[],
  task: TaskRow,
  event: ResultEvent,
): TaskOutcome {
  if (task.host_id !== event.hostId) {
    return { error: { code: 'lease_not_yours', message: 'This task is leased to another host.' } };
  }
  if (task.body_hash) {
    if (task.body_hash.equals(event.bodyHash)) return { state: reportedState(task) };
    const message = 'Another result was already reported for this task; a result cannot be changed.';
    return { error: { code: 'result_conflict', message } };
  }
  if (JUDGED.has(task.state)) return { error: TASK_GONE };
  if (task.state !== 'leased' && task.state !== 'expired') {
    return {
      error: {
        code: 'lease_lost',
        message: 'This task was handed back and is no longer leased to this host.',
      },
    };
  }
  const other = tasks.some(
    (row) => row !== task && row.volunteer_id === task.volunteer_id && COUNTED.has(row.state),
  );
  if (other) {
    const message = 'This volunteer has a newer task of the same workunit; only that one counts.';
    return { error: { code: 'lease_lost', message } };
  }
  return takeResult(batch, workunit, job, tasks, task, event);
}

function takeResult(
  batch: TransitionBatch,
  workunit: WorkunitRow,
  job: JobFacts,
  tasks: readonly TaskRow[],
  task: TaskRow,
  event: ResultEvent,
): TaskOutcome {
  let error: WireError | undefined;
  if (event.failure) {
    // What this device cannot do says nothing about the program: the task goes out again, and it may try once
    // more with another engine; not for ever.
    const tries = tasks.filter(
      (row) => row.volunteer_id === task.volunteer_id && row.failure !== null,
    ).length;
    const again = event.failure.code === 'host_incapable' && tries + 1 < MAX_INCAPABLE_TRIES;
    task.failure = event.failure;
    task.state = again ? 'returned' : 'failed';
  } else {
    error = malformation(event.outputs ?? {}, job, workunit.rows);
    task.state = error ? 'invalid' : 'reported';
    task.outputs = error ? null : event.outputs;
    if (error) task.failure = error;
  }
  task.body_hash = event.bodyHash;
  batch.touch(workunit.project_id, task, true);
  batch.results.push({
    projectId: workunit.project_id,
    taskId: task.id,
    bodyHash: event.bodyHash,
    outputs: task.outputs,
    numericClass: event.numericClass,
    computeMs: event.computeMs,
  });
  return error ? { error } : { state: reportedState(task) };
}

function malformation(outputs: Outputs, job: JobFacts, rows: number): WireError | undefined {
  try {
    checkOutputs(outputs, job.outputSpecs, rows);
    return undefined;
  } catch (error) {
    if (error instanceof TabloomError) return error.toWire();
    throw error;
  }
}

/** How a reported task's state reads on the wire. */
export function reportedState(task: TaskRow): ResultState {
  switch (task.state) {
    case 'valid':
    case 'invalid':
      return task.state;
    case 'reported':
      return 'pending';
    case 'ready':
    case 'leased':
    case 'failed':
    case 'expired':
    case 'returned':
    case 'cancelled':
      return 'failed';
  }
}
