// The inference program: batch after batch through a session, with progress, samples and a halt between
// batches from which a later run goes on to the identical result. Knows neither engine nor thread.

import { TabloomError } from '../../src/protocol/errors.ts';
import type { InferenceProgram } from '../../src/protocol/program.ts';
import type { PartialRun, RunProgress, RunRequest, RunResult } from '../api.ts';
import type { Session } from '../engines/engine.ts';
import { planBatches, type Batch, type ShardRows } from './batches.ts';
import { bindInputs } from './bindInputs.ts';
import type { Alphabet } from './ctc.ts';
import { joinParts, toPart, type Part } from './parts.ts';
import { sampleOf } from './sample.ts';

export type Inference = Pick<RunRequest, 'taskId' | 'sample' | 'resumeFrom'> & {
  program: InferenceProgram;
  session: Session;
  inputs: readonly ShardRows[];
  /** By the hash that the program names. */
  alphabets: ReadonlyMap<string, Alphabet>;
};

export type Surroundings = {
  /** Asked before every batch. */
  halted(): boolean;
  onProgress(progress: RunProgress): void;
  now(): number;
  /** One turn of the event loop, so that a halt gets through. */
  breathe(): Promise<void>;
  /** A batch of this kind of work ended now after `ms`; resolves when the next may start. */
  took(kind: string, ms: number): Promise<void>;
  /** How much longer batches take than at their best. */
  strain(): number;
};

/** The page cannot show more, and a message costs more than a small batch. The last batch is always reported. */
const PROGRESS_EVERY_MS = 20;

/** Throws `inputs_unfit`, `engine_failed` or `host_incapable`; `bad_request` for a `resumeFrom` of another task. */
export async function runInference(task: Inference, around: Surroundings): Promise<RunResult> {
  const { program } = task;
  const batches = planBatches(task.inputs, program.batchRows);
  const rows = batches.reduce((sum, { start, end }) => sum + end - start, 0);
  if (rows === 0) throw new TabloomError('inputs_unfit', 'The task has no rows.');
  const done = resume(task, batches, rows);
  const report = createReporter(task, rows, around);

  for (const batch of batches.filter(({ firstRow }) => firstRow >= done.rowsDone)) {
    if (around.halted()) return { done: false, partial: done };
    const startedAt = around.now();
    const parts = await computeBatch(task, batch);
    const ms = around.now() - startedAt;
    done.computeMs += ms;
    done.rowsDone += batch.end - batch.start;
    for (const [name, part] of Object.entries(parts)) done.parts[name]!.push(part);
    report(done, batch, parts);
    await around.took(kindOf(task, batch), ms);
    await around.breathe();
  }
  const outputs = Object.fromEntries(
    Object.entries(done.parts).map(([name, parts]) => [name, joinParts(name, parts)]),
  );
  return { done: true, outputs, computeMs: done.computeMs };
}

async function computeBatch(task: Inference, { shard, start, end }: Batch): Promise<Record<string, Part>> {
  const { program, session, alphabets } = task;
  const bindings = Object.entries(program.outputs);
  const wanted = [...new Set(bindings.map(([, { from }]) => from))];
  const outputs = await session.run(bindInputs(program.inputs, shard, start, end), wanted);
  return Object.fromEntries(
    bindings.map(([name, binding]) => [
      name,
      toPart(name, binding, outputs[binding.from], end - start, alphabets),
    ]),
  );
}

/** Batches of one kind should take the same time: the same model on rows of the same shapes. */
function kindOf({ program }: Inference, { shard, start, end }: Batch): string {
  const shapes = Object.values(shard.tensors).map(({ shape }) => shape.slice(1).join('x'));
  return [program.model, end - start, ...shapes].join(' ');
}

/** What an earlier run finished, copied, or nothing. */
function resume({ program, resumeFrom }: Inference, batches: readonly Batch[], rows: number): PartialRun {
  const names = Object.keys(program.outputs);
  if (!resumeFrom) {
    return { rowsDone: 0, computeMs: 0, parts: Object.fromEntries(names.map((name) => [name, []])) };
  }
  const { rowsDone, computeMs, parts } = resumeFrom;
  const batchesDone = batches.filter(({ firstRow }) => firstRow < rowsDone).length;
  const isOfThisTask =
    (rowsDone === rows || batches.some(({ firstRow }) => firstRow === rowsDone)) &&
    names.every((name) => Object.hasOwn(parts, name) && parts[name]?.length === batchesDone);
  if (!isOfThisTask)
    throw new TabloomError('bad_request', 'The partial run to go on from is of another task.');
  return {
    rowsDone,
    computeMs,
    parts: Object.fromEntries(names.map((name) => [name, [...parts[name]!]])),
  };
}

function createReporter(
  { taskId, sample: wanted, resumeFrom }: Inference,
  rows: number,
  { now, onProgress, strain }: Surroundings,
): (done: PartialRun, batch: Batch, parts: Readonly<Record<string, Part>>) => void {
  let reportedAt = -Infinity;
  let sampledAt = -Infinity;
  // The owner has what an earlier run finished.
  let told = lengthOf(resumeFrom?.parts ?? {});
  return ({ rowsDone, computeMs, parts: all }, batch, parts) => {
    const at = now();
    if (at - reportedAt < PROGRESS_EVERY_MS && rowsDone < rows) return;
    reportedAt = at;
    const takesSample = wanted && at - sampledAt >= wanted.everyMs;
    if (takesSample) sampledAt = at;
    onProgress({
      taskId,
      rowsDone,
      rows,
      computeMs,
      parts: Object.fromEntries(Object.entries(all).map(([name, list]) => [name, list.slice(told)])),
      strain: strain(),
      ...(takesSample ? { sample: sampleOf(batch, wanted, parts) } : {}),
    });
    told = lengthOf(all);
  };
}

/** Finished batches: every output has a part of each. */
function lengthOf(parts: PartialRun['parts']): number {
  return Object.values(parts)[0]?.length ?? 0;
}
