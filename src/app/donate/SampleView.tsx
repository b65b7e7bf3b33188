// The row that was computed last: its image and what the device made of it.

import { GreyImage } from '../../ui/GreyImage.tsx';
import { lastSeen, state } from '../data/visit.ts';
import { projectOf } from '../data/pool.ts';
import { unitOf } from '../sentences.ts';
import { useDye } from '../ProjectLink.tsx';
import { bench } from '../words.ts';

export function SampleView() {
  const { phase, task } = state.value;
  const seen = lastSeen.value;
  const dye = useDye(projectOf(seen?.projectId ?? '')?.index ?? 0);
  if (!seen?.sample) {
    if (phase === 'stuck' || phase === 'idle') return null;
    const words = task && task.rowsDone > 0 ? bench.noPicture : bench.nothingYet;
    return (
      <div class="stage empty">
        <p class="soft">{words}</p>
      </div>
    );
  }
  const { image, output } = seen.sample;
  const isNow = phase === 'working' || phase === 'finishing';
  return (
    <figure class={`stage ${unitOf(seen.sample)}`} style={{ '--thread': dye }}>
      {image && (
        <div class="scan">
          <GreyImage {...image} label={bench.inputLabel} />
        </div>
      )}
      {output !== undefined && (
        <figcaption>
          <span class="soft">{isNow ? bench.reads : bench.readLast}</span>
          <span class="reading">{output}</span>
        </figcaption>
      )}
    </figure>
  );
}
