// After the events of a workunit: takes the domain's decision and turns it into states, credit and new tasks.

import { decide, type Decision } from '../../domain/workunit.ts';
import { grantForTask, refundForWorkunit } from '../../domain/ledger.ts';
import { scoreOutput, type ScorePart } from '../../domain/score.ts';
import type { TaskId } from '../../protocol/ids.ts';
import type { Comparator } from '../../protocol/program.ts';
import type { JobFacts } from '../db/queries/findJobs.ts';
import type { TaskRow, WorkunitRow } from '../db/queries/lockWorkunits.ts';
import type { TransitionBatch } from './batch.ts';
import type { Context } from './context.ts';

/** Changes `tasks` in place where there are verdicts, and records everything that follows. */
export function settle(
  context: Context,
  batch: TransitionBatch,
  workunit: WorkunitRow,
  job: JobFacts,
  tasks: readonly TaskRow[],
): void {
  const decision = decide(
    {
      state: workunit.state,
      quorum: job.policy.quorum,
      comparators: comparatorsOf(job),
      canonicalTaskId: workunit.canonical_task_id,
    },
    tasks.map((task) => ({
      id: task.id,
      state: task.state,
      volunteerId: task.volunteer_id,
      byReferee: task.by_referee,
      outputs: task.outputs,
      failure: task.failure,
    })),
  );
  judge(context, batch, workunit, job, tasks, decision);
  for (let i = 0; i < decision.newTasks; i++) {
    batch.newTasks.push({
      projectId: workunit.project_id,
      id: context.newId() as TaskId,
      workunitId: workunit.id,
      jobId: workunit.job_id,
      rank: tasks[0]?.rank ?? 0,
    });
  }
  if (decision.cancelReady) {
    for (const task of tasks) {
      if (task.state !== 'ready') continue;
      task.state = 'cancelled';
      batch.touch(workunit.project_id, task);
    }
  }
  if (decision.failed) giveUp(context, batch, workunit, job, decision);
  else if (decision.canonicalTaskId)
    validate(batch, workunit, job, tasks, decision.canonicalTaskId as TaskId);
  else if (
    workunit.state === 'open' &&
    workunit.first_report_at === null &&
    tasks.some((task) => task.body_hash !== null)
  ) {
    batch.workunits.push({ ...keyOf(workunit), state: 'open', canonicalTaskId: null, error: null });
  }
}

function keyOf(workunit: WorkunitRow) {
  return { projectId: workunit.project_id, workunitId: workunit.id };
}

function comparatorsOf(job: JobFacts): Record<string, Comparator> {
  return Object.fromEntries(
    Object.entries(job.program.outputs).map(([name, output]) => [name, output.compare]),
  );
}

function judge(
  context: Context,
  batch: TransitionBatch,
  workunit: WorkunitRow,
  job: JobFacts,
  tasks: readonly TaskRow[],
  decision: Decision,
): void {
  for (const task of tasks) {
    const verdict = decision.verdicts.get(task.id);
    if (!verdict) continue;
    task.state = verdict;
    batch.touch(workunit.project_id, task);
    if (verdict !== 'valid' || task.volunteer_id === null) continue;
    const posting = grantForTask({
      projectId: workunit.project_id,
      jobId: job.id,
      taskId: task.id,
      volunteerId: task.volunteer_id,
      canonical: task.id === decision.canonicalTaskId,
      amountMicro: BigInt(workunit.price_micro),
    });
    const releaseAt = new Date(batch.now.getTime() + context.settings.holdMs);
    batch.postings.push({ ...posting, id: context.newId(), volunteerId: task.volunteer_id, releaseAt });
  }
}

function validate(
  batch: TransitionBatch,
  workunit: WorkunitRow,
  job: JobFacts,
  tasks: readonly TaskRow[],
  canonicalTaskId: TaskId,
): void {
  const outputs = tasks.find((task) => task.id === canonicalTaskId)?.outputs;
  const scored = job.truthOutput === null ? undefined : outputs?.[job.truthOutput];
  const score: ScorePart =
    scored && workunit.truth ? scoreOutput(scored, workunit.truth) : { numerator: 0, denominator: 0 };
  batch.workunits.push({ ...keyOf(workunit), state: 'validated', canonicalTaskId, error: null });
  batch.addToJob({
    projectId: workunit.project_id,
    jobId: job.id,
    validated: 1,
    failed: 0,
    rowsValidated: workunit.rows,
    scoreNumerator: score.numerator,
    scoreDenominator: score.denominator,
    error: null,
  });
}

function giveUp(
  context: Context,
  batch: TransitionBatch,
  workunit: WorkunitRow,
  job: JobFacts,
  decision: Decision,
): void {
  const error = decision.failed!;
  batch.workunits.push({ ...keyOf(workunit), state: 'failed', canonicalTaskId: null, error });
  batch.addToJob({
    projectId: workunit.project_id,
    jobId: job.id,
    validated: 0,
    failed: 1,
    rowsValidated: 0,
    scoreNumerator: 0,
    scoreDenominator: 0,
    error,
  });
  const refund = refundForWorkunit(
    workunit.project_id,
    job.id,
    workunit.id,
    BigInt(workunit.price_micro),
    BigInt(workunit.surcharge_micro),
  );
  batch.postings.push({ ...refund, id: context.newId() });
  if (error.code !== 'no_agreement') {
    batch.hopeless.set(job.id, { projectId: workunit.project_id, jobId: job.id, error });
  }
}
