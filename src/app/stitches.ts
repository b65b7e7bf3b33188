// The pool's stitches as the cloth draws them: numbered, dyed by their project.

import { useMemo } from 'preact/hooks';
import type { ClothStitch } from '../ui/paint-cloth.ts';
import { cloth, projects } from './data/pool.ts';

export function useStitches(): readonly ClothStitch[] {
  const data = cloth.value;
  const dyes = useDyes();
  return useMemo(() => {
    if (!data) return [];
    const first = data.total - data.stitches.length;
    return data.stitches.map(({ projectId, mine }, place) => ({
      index: first + place,
      dye: dyes.get(projectId) ?? 0,
      mine,
    }));
  }, [data, dyes]);
}

/** Each project's dye; a new map only when a project joins. */
export function useDyes(): ReadonlyMap<string, number> {
  const known = projects.value;
  return useMemo(
    () => new Map((known ?? []).map((project) => [project.id as string, project.index])),
    [known?.length],
  );
}
