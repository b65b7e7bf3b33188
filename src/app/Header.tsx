// The name, the pages, and whether this tab is running.

import { Icon, type IconName } from '../ui/Icon.tsx';
import type { Phase } from '../volunteer/core/state.ts';
import { started, state } from './data/visit.ts';
import { route } from './location.ts';
import { sectionOf } from './route.ts';
import { shell } from './words.ts';

const SIGNS: Record<Phase, IconName> = {
  idle: 'paused',
  starting: 'running',
  working: 'running',
  finishing: 'running',
  waiting: 'waiting',
  offline: 'waiting',
  pausing: 'paused',
  paused: 'paused',
  resting: 'waiting',
  stuck: 'failed',
};

function Mark() {
  return (
    <svg class="mark" viewBox="6 6 52 52" aria-hidden="true">
      <g fill="none" stroke-linecap="round" stroke-width="8">
        <path class="warp" d="M18 9v46M32 9v46M46 9v46" />
        <path stroke="var(--indigo)" d="M9 18h46" />
        <path stroke="var(--weld)" d="M9 32h46" />
        <path stroke="var(--verdigris)" d="M9 46h46" />
        <path class="warp" d="M32 13v10M18 27v10M46 27v10M32 41v10" />
      </g>
    </svg>
  );
}

export function Header() {
  const current = sectionOf(route.value);
  const { phase } = state.value;
  return (
    <header class="frame head">
      <a class="name" href="#/">
        <Mark />
        {shell.name}
      </a>
      <nav aria-label={shell.navigation}>
        {(['donate', 'credits', 'projects'] as const).map((each) => (
          <a
            key={each}
            href={each === 'donate' ? '#/' : `#/${each}`}
            {...(current === each ? { 'aria-current': 'page' as const } : {})}
          >
            {shell.pages[each]}
          </a>
        ))}
      </nav>
      {started.value && (
        <p class={`chip ${phase}`}>
          <Icon name={SIGNS[phase]} /> {shell.chip[phase]}
        </p>
      )}
    </header>
  );
}
