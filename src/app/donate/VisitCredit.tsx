// Credits of this visit on their way: pending, then earned.

import { Icon } from '../../ui/Icon.tsx';
import { state, visitCredit } from '../data/visit.ts';
import { formatCredits, formatDayAndTime, secondsFor } from '../format.ts';
import { durationWords } from '../sentences.ts';
import { credit } from '../words.ts';

export function VisitCredit() {
  const sums = visitCredit.value;
  const { nextReleaseAt, capabilities } = state.value;
  const gflops = capabilities?.gflops ?? 0;
  const earned = sums?.earnedInVisitMicro ?? 0n;
  const pending = sums?.pendingMicro ?? 0n;
  const held = sums !== undefined && sums.heldMicro > 0n && nextReleaseAt !== undefined;
  return (
    <section class="visit-credit" aria-labelledby="visit-credit">
      <h2 id="visit-credit">{credit.heading}</h2>
      <div class="flow">
        <p class="amount pending" title={credit.pendingNote}>
          <b>{formatCredits(pending)}</b>
          <span>
            <Icon name="pending" /> {credit.pending}
          </span>
        </p>
        <Icon name="onward" />
        <p class="amount earned">
          <b>{formatCredits(earned)}</b>
          <span>
            <Icon name="valid" /> {credit.earned}
          </span>
        </p>
      </div>
      {earned > 0n && (
        <p class="soft">
          {held ? credit.heldUntil(formatDayAndTime(new Date(nextReleaseAt))) : credit.earnedNote}{' '}
          {gflops > 0 && credit.worth(formatCredits(earned), durationWords(secondsFor(earned, gflops)))}
        </p>
      )}
      {earned === 0n && <p class="soft">{pending > 0n ? credit.pendingNote : credit.none}</p>}
    </section>
  );
}
