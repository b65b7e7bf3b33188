// One project: what, why, who, how far, how well, and its jobs.

import { useEffect, useState } from 'preact/hooks';
import type { ProjectView } from '../../protocol/requests.ts';
import { asTabloomError } from '../../protocol/errors.ts';
import { api, link, projectOf } from '../data/pool.ts';
import { formatCount, formatCredits, formatDay, formatProgress } from '../format.ts';
import { useDye } from '../ProjectLink.tsx';
import { project as words, shell } from '../words.ts';
import { JobList } from './JobList.tsx';
import { ProgressLines } from './ProgressLines.tsx';
import { ProjectCloth } from './ProjectCloth.tsx';
import { ScoreLine } from './ScoreLine.tsx';
import './projects.css';

/** From the list where it is there, else asked for; 'missing' where the coordinator knows none. */
function useProject(id: string): ProjectView | 'missing' | undefined {
  const listed = projectOf(id);
  const [asked, setAsked] = useState<ProjectView | 'missing' | undefined>(undefined);
  const reader = api.value;
  const away = link.value === 'away';
  useEffect(() => {
    setAsked(undefined);
    if (listed || !reader || away) return;
    let gone = false;
    const settle = (value: ProjectView | 'missing' | undefined) => {
      if (!gone) setAsked(value);
    };
    reader.get<ProjectView>(`/v1/projects/${encodeURIComponent(id)}`).then(settle, (thrown: unknown) => {
      const { code } = asTabloomError(thrown);
      settle(code === 'not_found' || code === 'bad_request' ? 'missing' : undefined);
    });
    return () => {
      gone = true;
    };
  }, [id, listed !== undefined, reader, away]);
  return listed ?? asked;
}

function headingOf({ name, progress, jobs }: ProjectView): string {
  if (jobs.length > 0 && jobs.every((job) => job.state === 'failed')) return words.stopped(name);
  if (progress.validated === 0) return words.open(name);
  if (progress.validated >= progress.workunits) return words.done(name);
  return words.percentDone(name, formatProgress(progress.validated, progress.workunits));
}

export function ProjectPage({ id }: { id: string }) {
  const project = useProject(id);
  const color = useDye(project && project !== 'missing' ? project.index : 0);
  if (project === undefined) {
    return (
      <div class="frame page">
        <h1 tabIndex={-1}>{shell.pages.projects}</h1>
        <p class="soft">{link.value === 'away' ? words.listAway : shell.asking}</p>
      </div>
    );
  }
  if (project === 'missing') {
    return (
      <div class="frame page">
        <h1 tabIndex={-1}>{words.missing}</h1>
        <p>
          <a class="tall" href="#/projects">
            {words.missingWay}
          </a>
        </p>
      </div>
    );
  }
  return (
    <div class="frame page">
      <h1 tabIndex={-1}>{headingOf(project)}</h1>
      <p class="lead">{project.summary}</p>
      <div class="project-body">
        <section aria-labelledby="progress">
          <h2 id="progress">{words.progress}</h2>
          <ProjectCloth project={project} />
          <ProgressLines progress={project.progress} />
          {project.score && (
            <p>
              <ScoreLine score={project.score} />
            </p>
          )}
          <p class="soft">
            {words.volunteers(project.volunteers, formatCount(project.volunteers))};{' '}
            {words.budget(formatCredits(project.budgetMicro))}.
          </p>
        </section>
        <section aria-labelledby="why">
          <h2 id="why">{words.why}</h2>
          <p>{project.purpose}</p>
          <h2>{words.who}</h2>
          <p>
            {words.owner(project.ownerId.slice(0, 8))}, {words.since(formatDay(new Date(project.createdAt)))}.
          </p>
          {!project.approved && <p class="problem">{words.unapproved}</p>}
        </section>
      </div>
      <JobList jobs={project.jobs} color={color} />
      <p>
        <a class="tall" href="#/projects">
          {words.all}
        </a>
      </p>
    </div>
  );
}
