// One line above the page when something is not as usual: no network, no coordinator, or a newer version at hand.

import { updateReady } from './data/appVersion.ts';
import { online } from './data/online.ts';
import { link } from './data/pool.ts';
import { shell } from './words.ts';

export function Notices() {
  const words = wordsNow();
  if (words === undefined) return null;
  const [first, ...rest] = words;
  return (
    <div class="away" role="status">
      <p>
        <strong>{first}</strong> {rest.join(' ')}
      </p>
    </div>
  );
}

function wordsNow(): string[] | undefined {
  if (!online.value) return [shell.offline.what, shell.offline.does];
  if (link.value === 'away') return [shell.away.what, shell.away.does, shell.away.can];
  return updateReady.value ? [shell.update] : undefined;
}
