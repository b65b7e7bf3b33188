// The cloth of everybody's validated workunits, with what it shows in words.

import { Cloth } from '../../ui/Cloth.tsx';
import { countMine } from '../data/cloth.ts';
import { cloth, link, projects } from '../data/pool.ts';
import { running, started } from '../data/visit.ts';
import { formatCount } from '../format.ts';
import { useStitches } from '../stitches.ts';
import { ProjectLink } from '../ProjectLink.tsx';
import { cloth as words } from '../words.ts';

function headingOf(total: number, mine: number): string {
  if (total === 0) return words.headingEmpty;
  if (total === 1) return mine > 0 ? words.headingMineOnly : words.headingOne;
  if (mine > 0) return words.headingMine(mine, formatCount(mine), formatCount(total));
  return words.heading(formatCount(total));
}

function labelOf(total: number, mine: number): string {
  if (total === 0) return words.labelEmpty;
  return mine > 0
    ? words.labelMine(total, formatCount(total), formatCount(mine))
    : words.label(total, formatCount(total));
}

export function ClothFigure() {
  const data = cloth.value;
  const stitches = useStitches();
  const total = data?.total ?? 0;
  const mine = data ? countMine(data) : 0;
  const unknown = !data && link.value === 'away';
  return (
    <section class="frame cloth-figure" aria-labelledby="cloth">
      <figure>
        <Cloth
          stitches={stitches}
          total={total}
          rowsHeight={240}
          hang={total < 60 ? 150 : 110}
          beam={16}
          still={started.value && !running.value}
          label={labelOf(total, mine)}
        />
        <figcaption>
          <h2 id="cloth">{unknown ? words.away : headingOf(total, mine)}</h2>
          {!unknown && (
            <p class="soft">
              {total > 0 ? words.explain : words.explainEmpty} {total === 0 && !started.value && words.begin}
              {mine > 0 && words.mine}
              {data && data.stitches.length < total && ` ${words.latest(formatCount(data.stitches.length))}`}
            </p>
          )}
          {total > 0 && (
            <ul class="legend">
              {projects.value
                ?.filter((project) => project.progress.validated > 0)
                .map((project) => (
                  <li key={project.id}>
                    <ProjectLink project={project} />
                  </li>
                ))}
            </ul>
          )}
        </figcaption>
      </figure>
    </section>
  );
}
