// For whom the device works and why, how fast, and what it has done in this visit.

import { formatCount, formatMeasure } from '../format.ts';
import { projectOf } from '../data/pool.ts';
import { lastSeen, state } from '../data/visit.ts';
import { ProjectLink } from '../ProjectLink.tsx';
import { countUnits, rateWords, unitOf } from '../sentences.ts';
import { bench } from '../words.ts';

function For() {
  const task = state.value.task ?? lastSeen.value;
  if (!task) return null;
  const project = projectOf(task.projectId);
  return (
    <div>
      <dt>{bench.forHeading}</dt>
      <dd>
        {project ? <ProjectLink project={project} /> : task.projectName}
        {project && <p class="soft why">{project.purpose}</p>}
      </dd>
    </div>
  );
}

export function Facts() {
  const { rowsPerSecond, visit, queued, capabilities } = state.value;
  const unit = unitOf(lastSeen.value?.sample);
  const numeric = capabilities?.numericClass;
  return (
    <dl class="bench-facts">
      <For />
      {visit.rows > 0 && (
        <div>
          <dt>{bench.visit.label}</dt>
          <dd>
            {bench.visit.done(
              countUnits(visit.rows, unit),
              bench.visit.pieces(visit.tasks, formatCount(visit.tasks)),
            )}
            {queued > 0 && <span class="soft"> ({bench.visit.queued(queued, formatCount(queued))})</span>}
          </dd>
        </div>
      )}
      {(rowsPerSecond > 0 || state.value.phase === 'working') && (
        <div>
          <dt>{bench.rate.label}</dt>
          <dd>{rateWords(rowsPerSecond, unit)}</dd>
        </div>
      )}
      {capabilities && numeric && (
        <div>
          <dt>{bench.engine.label}</dt>
          <dd>
            {numeric.executionProvider === 'webgpu'
              ? bench.engine.gpu(numeric.adapterVendor)
              : bench.engine.cpu(numeric.threads)}
            <span class="soft">, {bench.engine.measured(formatMeasure(capabilities.gflops))}</span>
          </dd>
        </div>
      )}
    </dl>
  );
}
