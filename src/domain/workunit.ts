// The life of a workunit, as pure rules: what a result, a failure, a silence or a return does to its tasks, and
// when the workunit is validated, needs another task, or has failed. After BOINC's transitioner and validator.
//
//   workunit: open → validated | failed
//   task:     ready → leased → reported → valid | invalid
//                            → failed     the program could not run there (counts against the job)
//                            → expired    silence or deadline; a late result is still taken
//                            → returned   handed back; the task goes out again as a new one
//             ready → cancelled           no longer needed
//             reported → cancelled        its workunit failed: nobody is blamed, nobody is paid

import type { WireError } from '../protocol/errors.ts';
import type { Comparator } from '../protocol/program.ts';
import type { Outputs } from '../protocol/values.ts';
import { compareOutputs } from './compare.ts';

export type TaskState =
  | 'ready'
  | 'leased'
  | 'reported'
  | 'valid'
  | 'invalid'
  | 'failed'
  | 'expired'
  | 'returned'
  | 'cancelled';

export type TaskFacts = {
  id: string;
  state: TaskState;
  volunteerId: string | null;
  /** Computed by the operator's own referee. */
  byReferee: boolean;
  outputs: Outputs | null;
  failure: WireError | null;
};

export type WorkunitFacts = {
  state: 'open' | 'validated' | 'failed';
  quorum: number;
  comparators: Record<string, Comparator>;
  canonicalTaskId: string | null;
};

export type Verdict = 'valid' | 'invalid' | 'cancelled';

export type Decision = {
  /** Verdicts on reported tasks; those not named stay as they are. */
  verdicts: Map<string, Verdict>;
  canonicalTaskId: string | null;
  newTasks: number;
  cancelReady: boolean;
  failed: WireError | null;
};

/** A program that failed on this many hosts is not tried again; with the referee among them, two suffice. */
export const MAX_FAILED_TASKS = 3;
/** Results, refused ones included, and failures that a workunit may gather before it is given up. */
export const MAX_COUNTED_TASKS = 8;

const NOTHING: Decision = {
  verdicts: new Map(),
  canonicalTaskId: null,
  newTasks: 0,
  cancelReady: false,
  failed: null,
};

/** What follows from the tasks as they are now. Idempotent: deciding twice changes nothing more. */
export function decide(workunit: WorkunitFacts, tasks: readonly TaskFacts[]): Decision {
  if (workunit.state === 'validated') return judgeLate(workunit, tasks);
  const reported = tasks.filter((task) => task.state === 'reported').sort(byId);
  if (workunit.state === 'failed') return { ...NOTHING, verdicts: cancelled(reported) };

  const { medoid, agreeing } = findMedoid(reported, workunit.comparators);
  if (medoid && agreeing.length >= workunit.quorum) {
    const agree = new Set(agreeing.map((task) => task.id));
    return {
      verdicts: new Map(reported.map((task) => [task.id, agree.has(task.id) ? 'valid' : 'invalid'])),
      canonicalTaskId: medoid.id,
      newTasks: 0,
      cancelReady: true,
      failed: null,
    };
  }
  const failure = decideFailure(tasks);
  if (failure) return giveUp(failure, reported);
  const open = tasks.filter((task) => task.state === 'ready' || task.state === 'leased').length;
  const missing = workunit.quorum - agreeing.length - open;
  if (missing <= 0) return NOTHING;
  const malformed = tasks.filter((task) => task.state === 'invalid').sort(byId);
  const failed = tasks.filter((task) => task.state === 'failed').sort(byId);
  const counted = reported.length + malformed.length + failed.length;
  if (counted + open + missing > MAX_COUNTED_TASKS) {
    const beyond = failed[0]?.failure;
    if (beyond && reported.length === 0 && malformed.length === 0) return giveUp(beyond, reported);
    return giveUp(noAgreement(workunit.quorum, reported.length, malformed), reported);
  }
  return { ...NOTHING, newTasks: missing };
}

const byId = (a: TaskFacts, b: TaskFacts): number => (a.id < b.id ? -1 : 1);

function cancelled(reported: readonly TaskFacts[]): Map<string, Verdict> {
  return new Map(reported.map((task) => [task.id, 'cancelled']));
}

function giveUp(failed: WireError, reported: readonly TaskFacts[]): Decision {
  return { ...NOTHING, verdicts: cancelled(reported), cancelReady: true, failed };
}

function noAgreement(quorum: number, results: number, malformed: readonly TaskFacts[]): WireError {
  const first = malformed[0]?.failure?.message;
  const refused =
    first === undefined ? '' : ` ${malformed.length} more were refused, the first because: ${first}`;
  const message = `${results} results came back and no ${quorum} of them agree within the job's tolerance.${refused} Is the program deterministic, or the tolerance too tight?`;
  return { code: 'no_agreement', message };
}

function decideFailure(tasks: readonly TaskFacts[]): WireError | null {
  // What a host could not do for want of memory or a feature says nothing of the program.
  const failed = tasks
    .filter((task) => task.state === 'failed' && task.failure?.code !== 'host_incapable')
    .sort(byId);
  const enough = failed.some((task) => task.byReferee) ? MAX_FAILED_TASKS - 1 : MAX_FAILED_TASKS;
  if (failed.length < enough) return null;
  return failed[0]?.failure ?? { code: 'engine_failed', message: 'The program failed without a message.' };
}

function judgeLate(workunit: WorkunitFacts, tasks: readonly TaskFacts[]): Decision {
  const canonical = tasks.find((task) => task.id === workunit.canonicalTaskId)?.outputs;
  const verdicts = new Map<string, Verdict>();
  for (const task of tasks) {
    if (task.state !== 'reported' || !task.outputs || !canonical) continue;
    const { agrees } = compareOutputs(canonical, task.outputs, workunit.comparators);
    verdicts.set(task.id, agrees ? 'valid' : 'invalid');
  }
  return { ...NOTHING, verdicts };
}

/**
 * The result that most others agree with (itself included); ties go to the smaller sum of distances, then the lower
 * id. `reported` is in id order, so that the sums round alike whatever order the results came in.
 */
function findMedoid(
  reported: readonly TaskFacts[],
  comparators: Record<string, Comparator>,
): { medoid: TaskFacts | null; agreeing: TaskFacts[] } {
  let best: { medoid: TaskFacts | null; agreeing: TaskFacts[]; distance: number } = {
    medoid: null,
    agreeing: [],
    distance: Infinity,
  };
  for (const candidate of reported) {
    const agreeing: TaskFacts[] = [];
    let distance = 0;
    for (const other of reported) {
      const agreement =
        other === candidate
          ? { agrees: true, distance: 0 }
          : compareOutputs(candidate.outputs ?? {}, other.outputs ?? {}, comparators);
      if (!agreement.agrees) continue;
      agreeing.push(other);
      distance += agreement.distance;
    }
    const better =
      agreeing.length > best.agreeing.length ||
      (agreeing.length === best.agreeing.length && distance < best.distance);
    if (better) best = { medoid: candidate, agreeing, distance };
  }
  return best;
}
