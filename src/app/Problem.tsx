// What stopped the tab: what happened, what Tabloom does about it, what the person can do; the code is in the details.

import type { WireError } from '../protocol/errors.ts';
import { Icon } from '../ui/Icon.tsx';
import { route } from './location.ts';
import { accountErrorWords, errorDetails, errorWords } from './words.ts';

/** `of`: what was going on. */
export function Problem({ problem, of = 'computing' }: { problem: WireError; of?: 'computing' | 'account' }) {
  const { what, does, can } = (of === 'account' ? accountErrorWords : errorWords)(problem.code);
  return (
    <div class="problem-box" role={of === 'account' ? 'alert' : undefined}>
      <p>
        <strong class="problem">
          <Icon name="failed" /> {what}
        </strong>{' '}
        {does} {can}
      </p>
      {problem.code === 'key_revoked' && route.value.page !== 'devices' && (
        <p>
          <a class="tall" href="#/devices">
            {errorDetails.toDevices}
          </a>
        </p>
      )}
      <details>
        <summary>{errorDetails.summary}</summary>
        <p class="soft">{errorDetails.code(problem.code, problem.message)}</p>
      </details>
    </div>
  );
}
