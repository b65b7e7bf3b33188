// The jobs of a project: how each stands, what failed, and the engine's own words in the details.

import type { ProjectView } from '../../protocol/requests.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { errorDetails, project as words } from '../words.ts';
import { ProgressLines } from './ProgressLines.tsx';
import { ScoreLine } from './ScoreLine.tsx';

type Job = ProjectView['jobs'][number];

const SIGNS: Record<Job['state'], IconName> = { active: 'running', completed: 'valid', failed: 'failed' };

function JobItem({ job, color }: { job: Job; color: string }) {
  return (
    <li class="job">
      <h3>{job.title}</h3>
      <p class={job.state === 'failed' ? 'problem' : 'soft'}>
        <Icon name={SIGNS[job.state]} />{' '}
        {job.state === 'failed' ? words.jobFailed : words.jobState[job.state]}
      </p>
      <ProgressLines progress={job.progress} thread={{ name: job.title, color }} />
      {job.score && (
        <p>
          <ScoreLine score={job.score} />
        </p>
      )}
      {job.error && (
        <details>
          <summary>{words.jobError}</summary>
          <pre tabIndex={0}>{errorDetails.code(job.error.code, job.error.message)}</pre>
        </details>
      )}
    </li>
  );
}

export function JobList({ jobs, color }: { jobs: readonly Job[]; color: string }) {
  return (
    <section aria-labelledby="jobs">
      <h2 id="jobs">{words.jobs}</h2>
      {jobs.length === 0 && <p class="soft">{words.jobsNone}</p>}
      <ul class="job-list">
        {jobs.map((job) => (
          <JobItem key={job.id} job={job} color={color} />
        ))}
      </ul>
    </section>
  );
}
