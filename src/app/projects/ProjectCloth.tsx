// A project's own piece of cloth: as many places as it has workunits, as many stitches as are validated.

import { useMemo } from 'preact/hooks';
import type { ProjectView } from '../../protocol/requests.ts';
import { Cloth } from '../../ui/Cloth.tsx';
import { formatCount } from '../format.ts';
import { project as words } from '../words.ts';

export function ProjectCloth({ project }: { project: ProjectView }) {
  const { validated, workunits } = project.progress;
  const stitches = useMemo(
    () => Array.from({ length: validated }, (_, index) => ({ index, dye: project.index, mine: true })),
    [validated, project.index],
  );
  if (workunits === 0) return null;
  return (
    <Cloth
      stitches={stitches}
      total={validated}
      plan={workunits}
      rowsHeight={220}
      hang={0}
      maxPitch={36}
      label={words.validated(formatCount(validated), formatCount(workunits))}
    />
  );
}
