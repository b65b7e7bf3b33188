// The transitioner: applies what happened to tasks (a result, a failure, silence, a return) to their workunits,
// many at a time in one transaction: task states, validation, credit, new tasks, job counters.

import { refundForWorkunit } from '../../domain/ledger.ts';
import type { WorkunitId } from '../../protocol/ids.ts';
import { createBatcher, type Batcher } from '../../util/batcher.ts';
import { failJob } from '../db/queries/failJob.ts';
import { insertPostings } from '../db/queries/insertPostings.ts';
import { lockWorkunits, type TaskRow } from '../db/queries/lockWorkunits.ts';
import { inTransaction, isRowError, type Db } from '../db/pool.ts';
import { TransitionBatch, type HopelessJob } from './batch.ts';
import type { Context } from './context.ts';
import { settle } from './settlement.ts';
import { applyEvent, reportedState, TASK_GONE, type TaskEvent, type TaskOutcome } from './taskEvents.ts';

const MAX_BATCH = 250;
/** While the database works on one batch, the next is read and judged here. */
const BATCHES_AT_ONCE = 2;

export type Transitions = Batcher<TaskEvent, TaskOutcome>;

/** The one writer of transitions in this coordinator; an outcome arrives after its commit. */
export function createTransitions(context: Context): Transitions {
  return createBatcher<TaskEvent, TaskOutcome>({
    maxItems: MAX_BATCH,
    atOnce: BATCHES_AT_ONCE,
    splitOn: isRowError,
    flush: async (events) => {
      const { outcomes, hopeless } = await inTransaction(context.pool, (db) =>
        applyEvents(context, db, events),
      );
      for (const job of hopeless) await giveUpJob(context, job);
      return outcomes;
    },
  });
}

/** Applies the events in order inside the caller's transaction. One outcome per event, in order. */
async function applyEvents(
  context: Context,
  db: Db,
  events: readonly TaskEvent[],
): Promise<{ outcomes: TaskOutcome[]; hopeless: HopelessJob[] }> {
  const batch = new TransitionBatch(new Date(context.clock()));
  const positions = groupBy([...events.keys()], (index) => events[index]!.workunitId);
  const keys = [...positions.values()].map((indexes) => events[indexes[0]!]!);
  const { workunits, tasks } = await lockWorkunits(db, keys);
  const tasksOf = groupBy(tasks, (task) => task.workunit_id);
  const jobs = await context.jobs.get(
    db,
    workunits.map((workunit) => workunit.job_id),
  );
  const outcomes: TaskOutcome[] = events.map(() => ({ error: TASK_GONE }));
  for (const workunit of workunits) {
    const job = jobs.get(workunit.job_id)!;
    const own: TaskRow[] = tasksOf.get(workunit.id) ?? [];
    const indexes = positions.get(workunit.id) ?? [];
    for (const index of indexes) outcomes[index] = applyEvent(batch, workunit, job, own, events[index]!);
    settle(context, batch, workunit, job, own);
    for (const index of indexes) outcomes[index] = afterVerdict(outcomes[index]!, own, events[index]!);
  }
  await batch.save(db);
  return { outcomes, hopeless: [...batch.hopeless.values()] };
}

/** A result that was pending when it came may have been judged in the same batch. */
function afterVerdict(outcome: TaskOutcome, tasks: readonly TaskRow[], event: TaskEvent): TaskOutcome {
  if ('error' in outcome || event.type !== 'result') return outcome;
  const task = tasks.find((row) => row.id === event.taskId);
  return task ? { state: reportedState(task) } : outcome;
}

async function giveUpJob(context: Context, { projectId, jobId, error }: HopelessJob): Promise<void> {
  await inTransaction(context.pool, async (db) => {
    const now = new Date(context.clock());
    const open = await failJob(db, projectId, jobId, error, now);
    if (!open) return;
    // The job takes the place of its workunits: one refund for all that was open.
    const refund = refundForWorkunit(
      projectId,
      jobId,
      jobId as string as WorkunitId,
      open.workMicro,
      open.surchargeMicro,
    );
    await insertPostings(db, [{ ...refund, id: context.newId() }], now);
  });
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
