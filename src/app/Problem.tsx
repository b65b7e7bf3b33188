// What stopped the tab: what happened, what Tabloom does about it, what the person can do; the code is in the details.

import type { WireError } from '../protocol/errors.ts';
import { Icon } from '../ui/Icon.tsx';
import { errorDetails, errorWords } from './words.ts';

export function Problem({ problem }: { problem: WireError }) {
  const { what, does, can } = errorWords(problem.code);
  return (
    <div class="problem-box">
      <p>
        <strong class="problem">
          <Icon name="failed" /> {what}
        </strong>{' '}
        {does} {can}
      </p>
      <details>
        <summary>{errorDetails.summary}</summary>
        <p class="soft">{errorDetails.code(problem.code, problem.message)}</p>
      </details>
    </div>
  );
}
