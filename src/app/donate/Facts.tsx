// What the device has done in this visit, how fast, and on which engine.

import { formatCount, formatMeasure } from '../format.ts';
import { lastSeen, state } from '../data/visit.ts';
import { countUnits, rateWords, unitNow } from '../sentences.ts';
import { energyOf } from '../energy.ts';
import { bench, power } from '../words.ts';

export function Facts() {
  const { rowsPerSecond, visit, queued, capabilities, task } = state.value;
  const unit = unitNow(task, lastSeen.value);
  const numeric = capabilities?.numericClass;
  return (
    <dl class="bench-facts">
      {visit.rows > 0 && (
        <div>
          <dt>{bench.visit.label}</dt>
          <dd>
            {bench.visit.done(
              countUnits(visit.rows, 'row'),
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
      {visit.computeMs > 0 && numeric && <Energy computeMs={visit.computeMs} engine={numeric} />}
    </dl>
  );
}

function Energy({ computeMs, engine }: { computeMs: number; engine: Parameters<typeof energyOf>[1] }) {
  const { low, high } = energyOf(computeMs, engine);
  return (
    <div>
      <dt>{power.energy}</dt>
      <dd title={power.energyNote}>{power.energyRange(formatMeasure(low), formatMeasure(high))}</dd>
    </div>
  );
}
