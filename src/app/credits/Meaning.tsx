// What a credit is, in general and for this device.

import { state } from '../data/visit.ts';
import { formatMeasure, GFLOP_PER_CREDIT } from '../format.ts';
import { durationWords } from '../sentences.ts';
import { credits as words } from '../words.ts';

export function Meaning() {
  const gflops = state.value.capabilities?.gflops ?? 0;
  return (
    <section class="meaning" aria-labelledby="meaning">
      <h2 id="meaning">{words.meaningHeading}</h2>
      <p>{words.meaning}</p>
      {gflops > 0 && (
        <p>{words.meaningHere(formatMeasure(gflops), durationWords(GFLOP_PER_CREDIT / gflops))}</p>
      )}
    </section>
  );
}
