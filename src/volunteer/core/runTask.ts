// One run in the worker, and what the page sees of it: rows, rate, a sample now and then.

import { errorFromWire } from '../../protocol/errors.ts';
import type { Display } from '../../protocol/program.ts';
import type { Capabilities } from '../../protocol/work.ts';
import type { RunProgress, RunRequest, RunResult } from '../../../workers/api.ts';
import type { Board } from './board.ts';
import type { Engine } from './engines.ts';
import type { Lease } from './leases.ts';
import type { Pace } from './pace.ts';
import { grown } from './partial.ts';
import type { Renewal } from './renewal.ts';
import type { CurrentTask } from './state.ts';

/** The page draws no faster. */
const SAMPLE_EVERY_MS = 250;
/** Nor counts: reports of small batches come fifty times a second, and each state is garbage when the next comes. */
const SHOW_EVERY_MS = 100;
/** No run is given up before it was silent for so long. */
const SILENCE_MS = 300_000;
/** How many times what the probe promised a batch may take. */
const SLOWEST = 20;

export type RunDeps = { board: Board; pace: Pace; renewal: Renewal; now: () => number };

/**
 * How long a run may be silent. Between two reports are a batch and the rest that follows it; the first batch of a model
 * also has to load and compile it.
 */
export function silenceMs({ task, job }: Lease, { gflops }: Capabilities, duty: number): number {
  const batchFlops = task.flops * Math.min(1, job.program.batchRows / task.rows);
  const batchMs = (batchFlops / Math.max(0.1, gflops) / 1e9) * 1000;
  return Math.max(SILENCE_MS, (SLOWEST * batchMs) / duty);
}

/**
 * Runs or resumes a task in the worker; `sign` is called at every report. Throws what the worker answered, or `aborted`
 * when it was ended.
 */
export async function runTask(
  deps: RunDeps,
  engine: Engine,
  lease: Lease,
  sign: () => void,
): Promise<RunResult> {
  const { board, pace, renewal, now } = deps;
  const { taskId, inputs } = lease.task;
  const request: RunRequest = {
    taskId,
    program: lease.job.program,
    inputs,
    ...sampleOf(lease.job.display),
    ...(lease.partial === undefined ? {} : { resumeFrom: lease.partial }),
  };
  pace.begin(lease.job.jobId, lease.rowsDone);
  let shownAt = -Infinity;
  const reply = await engine.compute.run(request, (progress) => {
    sign();
    if (lease.lost || progress.taskId !== taskId) return;
    lease.partial = grown(lease.partial, progress);
    lease.rowsDone = progress.rowsDone;
    pace.progress(progress.rowsDone);
    renewal.progressed();
    if (progress.strain !== board.state.strain) board.update({}, { strain: progress.strain });
    if (progress.sample === undefined && now() - shownAt < SHOW_EVERY_MS) return;
    shownAt = now();
    showTask(deps, lease, progress);
  });
  if (reply.ok) return reply.value;
  throw errorFromWire(reply.error);
}

/** What the page shows of the task at hand. */
export function showTask(
  { board, pace }: Pick<RunDeps, 'board' | 'pace'>,
  lease: Lease,
  progress?: RunProgress,
): void {
  const { jobId, projectId, projectName, title } = lease.job;
  const shown = board.state.task;
  const sample = progress?.sample ?? (shown?.jobId === jobId ? shown.sample : undefined);
  const task: CurrentTask = {
    taskId: lease.task.taskId,
    jobId,
    projectId,
    projectName,
    title,
    rowsDone: lease.rowsDone,
    rows: lease.task.rows,
    ...(sample === undefined ? {} : { sample }),
  };
  board.update({}, { task, rowsPerSecond: pace.rowsPerSecond });
}

/** Nothing to draw, no sample asked for. */
function sampleOf({ image, output }: Display): Pick<RunRequest, 'sample'> {
  if (image === undefined && output === undefined) return {};
  return {
    sample: {
      everyMs: SAMPLE_EVERY_MS,
      ...(image === undefined ? {} : { image }),
      ...(output === undefined ? {} : { output }),
    },
  };
}
