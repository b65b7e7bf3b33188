// Which ready tasks go to which host: different volunteers for one workunit, work sized to the device, models that
// the host already holds before new downloads.

import type { Sha256 } from '../protocol/ids.ts';

export type Asking = {
  volunteerId: string;
  seconds: number;
  maxTasks: number;
  gflops: number;
  holds: ReadonlySet<Sha256>;
};

export type Candidate = {
  taskId: string;
  workunitId: string;
  jobId: string;
  /** Place in its job, 0 to 1: jobs advance side by side. */
  rank: number;
  flops: number;
  model: Sha256;
  modelBytes: number;
  /** Volunteers that have or had another task of the workunit. */
  takenBy: readonly string[];
};

/** A download of this size weighs as much as a tenth of a job's progress. */
const BYTES_PER_TENTH = 10e6;
const MAX_DOWNLOAD_PENALTY = 0.25;

/** Tasks for every asking host, in order; each candidate goes out once. The first task may exceed the wanted seconds. */
export function assign<T extends Candidate>(asking: readonly Asking[], candidates: readonly T[]): T[][] {
  const gone = new Set<string>();
  const given = new Set<string>();
  return asking.map((host) => {
    const penalty = (candidate: T) =>
      host.holds.has(candidate.model)
        ? 0
        : Math.min(MAX_DOWNLOAD_PENALTY, (candidate.modelBytes / BYTES_PER_TENTH) * 0.1);
    const wanted = candidates
      .filter((candidate) => !gone.has(candidate.taskId) && !candidate.takenBy.includes(host.volunteerId))
      .map((candidate) => ({ candidate, order: candidate.rank + penalty(candidate) }))
      .sort((a, b) => a.order - b.order);
    const tasks: T[] = [];
    let secondsLeft = host.seconds;
    for (const { candidate } of wanted) {
      if (tasks.length >= host.maxTasks || (tasks.length > 0 && secondsLeft <= 0)) break;
      const pair = `${candidate.workunitId} ${host.volunteerId}`;
      if (given.has(pair)) continue;
      const seconds = candidate.flops / (Math.max(0.1, host.gflops) * 1e9);
      if (tasks.length > 0 && seconds > secondsLeft) break;
      given.add(pair);
      gone.add(candidate.taskId);
      tasks.push(candidate);
      secondsLeft -= seconds;
    }
    return tasks;
  });
}
