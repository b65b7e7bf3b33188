// Credits: what is earned, held and pending; what a credit is; what the device did.

import { useEffect } from 'preact/hooks';
import { Icon } from '../../ui/Icon.tsx';
import { recall, state } from '../data/visit.ts';
import { formatCredits, formatDayAndTime } from '../format.ts';
import { credits as words } from '../words.ts';
import { History } from './History.tsx';
import { Meaning } from './Meaning.tsx';
import './credits.css';

function Sums() {
  const { credit, nextReleaseAt } = state.value;
  if (!credit) return null;
  return (
    <dl class="sums">
      <div>
        <dt>
          <Icon name="valid" /> {words.available}
        </dt>
        <dd class="amount earned">
          <b>{formatCredits(credit.availableMicro)}</b>
        </dd>
      </div>
      <div>
        <dt>
          <Icon name="held" /> {words.held}
        </dt>
        <dd class="amount earned">
          <b>{formatCredits(credit.heldMicro)}</b>
        </dd>
        {credit.heldMicro !== '0' && (
          <dd class="soft">
            {words.heldWhy} {nextReleaseAt && words.heldNote(formatDayAndTime(new Date(nextReleaseAt)))}
          </dd>
        )}
      </div>
      <div>
        <dt>
          <Icon name="pending" /> {words.pending}
        </dt>
        <dd class="amount pending">
          <b>{formatCredits(credit.pendingMicro)}</b>
        </dd>
        {credit.pendingMicro !== '0' && <dd class="soft">{words.pendingNote}</dd>}
      </div>
    </dl>
  );
}

function headingOf(): string {
  const { credit } = state.value;
  if (!credit) return words.headingNone;
  const earned = BigInt(credit.heldMicro) + BigInt(credit.availableMicro);
  if (earned > 0n) return words.headingEarned(formatCredits(earned));
  return credit.pendingMicro === '0'
    ? words.headingNone
    : words.headingPending(formatCredits(credit.pendingMicro));
}

export function CreditsPage() {
  // A coordinator that is away is said elsewhere on the page.
  useEffect(() => void recall().catch(() => undefined), []);
  const known = state.value.credit !== undefined;
  return (
    <div class="frame page">
      <h1 tabIndex={-1}>{headingOf()}</h1>
      {!known && (
        <>
          <p class="lead">{words.howTo}</p>
          <p>
            <a class="button main" href="#/">
              {words.toDonate}
            </a>
          </p>
        </>
      )}
      <Sums />
      <p>
        <a class="tall" href="#/devices">
          {words.toDevices}
        </a>
      </p>
      <Meaning />
      {known && <History />}
    </div>
  );
}
