// How much of the device: three levels and what the chosen one means here. The rest is on the Settings page.

import { dutyOf, threadsAllowed, threadsWanted, type Power } from '../../volunteer/core/power.ts';
import { change, settings } from '../data/settings.ts';
import { formatCount, formatShare } from '../format.ts';
import { power as words, settings as more } from '../words.ts';
import './power.css';

const LEVELS: readonly Power[] = ['gentle', 'balanced', 'full'];

/** `withMore`: says where the other settings are. */
export function PowerChoice({ withMore = false }: { withMore?: boolean }) {
  const chosen = settings.value;
  const shown = chosen.power === 'custom' ? [...LEVELS, 'custom' as const] : LEVELS;
  const cores = navigator.hardwareConcurrency;
  const threads = threadsAllowed(threadsWanted(chosen, cores), crossOriginIsolated);
  return (
    <fieldset class="power">
      <legend>{words.heading}</legend>
      <div class="levels">
        {shown.map((level) => (
          <label key={level}>
            <input
              type="radio"
              name="power"
              value={level}
              checked={chosen.power === level}
              onChange={() => change({ power: level })}
            />
            <span>{words.names[level]}</span>
          </label>
        ))}
      </div>
      <p class="soft">
        {words.means(formatShare(dutyOf(chosen), 1), threads, formatCount(threads), formatCount(cores))}
      </p>
      {withMore && (
        <a class="tall" href="#/settings">
          {more.more}
        </a>
      )}
    </fieldset>
  );
}
