// Jobs never change in what hosts need of them, so every coordinator keeps those it has seen.

import type { JobId } from '../../protocol/ids.ts';
import { findJobs, type JobFacts } from '../db/queries/findJobs.ts';
import type { Db } from '../db/pool.ts';

const MAX_JOBS = 10_000;

export type JobCache = { get(db: Db, ids: readonly JobId[]): Promise<Map<JobId, JobFacts>> };

export function createJobCache(): JobCache {
  const known = new Map<JobId, JobFacts>();
  return {
    async get(db, ids) {
      const missing = [...new Set(ids)].filter((id) => !known.has(id));
      if (missing.length > 0) {
        if (known.size + missing.length > MAX_JOBS) known.clear();
        for (const job of await findJobs(db, missing)) known.set(job.id, job);
      }
      return new Map(ids.flatMap((id) => (known.has(id) ? [[id, known.get(id)!]] : [])));
    },
  };
}
