// All projects: what each computes, how far it is, how well it does.

import type { ProjectView } from '../../protocol/requests.ts';
import { isOpen, link, projects } from '../data/pool.ts';
import { formatCount } from '../format.ts';
import { Swatch, useDye } from '../ProjectLink.tsx';
import { hrefOf } from '../route.ts';
import { project as words, shell } from '../words.ts';
import { ProgressLines } from './ProgressLines.tsx';
import { ScoreLine } from './ScoreLine.tsx';
import './projects.css';

function ProjectRow({ project }: { project: ProjectView }) {
  const color = useDye(project.index);
  return (
    <li class="project-row">
      <h2>
        <a class="project-link tall" href={hrefOf({ page: 'project', id: project.id })}>
          <Swatch index={project.index} />
          {project.name}
        </a>
      </h2>
      <p class="summary">{project.summary}</p>
      <div class="measures">
        <ProgressLines progress={project.progress} thread={{ name: project.name, color }} />
        {project.score && (
          <p>
            <ScoreLine score={project.score} />
          </p>
        )}
      </div>
    </li>
  );
}

export function ProjectsPage() {
  const known = projects.value;
  if (!known) {
    return (
      <div class="frame page">
        <h1 tabIndex={-1}>{shell.pages.projects}</h1>
        <p class="soft">{link.value === 'away' ? words.listAway : shell.asking}</p>
      </div>
    );
  }
  const open = known.filter(isOpen);
  return (
    <div class="frame page">
      <h1 tabIndex={-1}>
        {known.length === 0
          ? words.listEmptyHeading
          : words.listHeading(open.length, formatCount(open.length))}
      </h1>
      {known.length === 0 && <p class="lead">{words.listEmpty}</p>}
      <ul class="project-list">
        {known.map((project) => (
          <ProjectRow key={project.id} project={project} />
        ))}
      </ul>
    </div>
  );
}
