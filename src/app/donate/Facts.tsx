// What the device has done in this visit, how fast, and on which engine.

import { formatCount, formatMeasure } from '../format.ts';
import { lastSeen, state } from '../data/visit.ts';
import { countUnits, rateWords, unitOf } from '../sentences.ts';
import { bench } from '../words.ts';

export function Facts() {
  const { rowsPerSecond, visit, queued, capabilities } = state.value;
  const unit = unitOf(lastSeen.value?.sample);
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
    </dl>
  );
}
