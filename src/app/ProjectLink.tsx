// A project by its name and its dye.

import { dyeColor } from '../ui/dyes.ts';
import { prefersDark } from '../ui/media.ts';
import type { ProjectView } from '../protocol/requests.ts';
import { hrefOf } from './route.ts';

export function useDye(index: number): string {
  return dyeColor(index, prefersDark.value ? 'dark' : 'light');
}

export function Swatch({ index }: { index: number }) {
  return <span class="swatch" style={{ '--thread': useDye(index) }} aria-hidden="true" />;
}

export function ProjectLink({ project }: { project: Pick<ProjectView, 'id' | 'name' | 'index'> }) {
  return (
    <a class="project-link" href={hrefOf({ page: 'project', id: project.id })}>
      <Swatch index={project.index} />
      {project.name}
    </a>
  );
}
