// For whom the device works right now, and why.

import { projectOf } from '../data/pool.ts';
import { lastSeen, state } from '../data/visit.ts';
import { ProjectLink } from '../ProjectLink.tsx';
import { bench } from '../words.ts';

export function ForWhom() {
  const task = state.value.task ?? lastSeen.value;
  if (!task) return null;
  const project = projectOf(task.projectId);
  return (
    <div class="for">
      <span class="soft">{bench.forHeading}</span>{' '}
      {project ? <ProjectLink project={project} /> : task.projectName}
      {project && <p>{project.purpose}</p>}
    </div>
  );
}
