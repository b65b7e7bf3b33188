// What the governor does and why, the latest trouble that was dealt with, and which tab computes: a calm line each.

import { eventSentence } from '../events.ts';
import { state } from '../data/visit.ts';
import { formatShare } from '../format.ts';
import { ease } from '../words.ts';

export function Doing() {
  const { phase, easing, duty, notice, elsewhere } = state.value;
  const isEasing = phase === 'working' && easing !== undefined;
  return (
    <>
      {isEasing && (
        <p class="easing">
          {ease.eased[easing]} {ease.duty(formatShare(duty, 1))}
        </p>
      )}
      {notice !== undefined && <p class="soft">{eventSentence(notice)}</p>}
      {elsewhere === true && <p class="soft">{ease.elsewhere}</p>}
    </>
  );
}
