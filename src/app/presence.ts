// Running or paused, told by the tab itself: its title and its icon; and the language that the page is in.

import { effect } from '@preact/signals';
import { running, started, state } from './data/visit.ts';
import { language } from './locale.ts';
import { route } from './location.ts';
import { sectionOf } from './route.ts';
import { shell } from './words.ts';

/** Three threads: dyed and crossing while running, linen under two bars while not. */
function iconOf(active: boolean): string {
  const warp = '#C9B994';
  const [a, b, c] = active ? ['#2F508F', '#CF9F1C', '#3A8776'] : [warp, warp, warp];
  const weave = `<path d="M18 9v46M32 9v46M46 9v46" stroke="${warp}"/><path d="M9 18h46" stroke="${a}"/><path d="M9 32h46" stroke="${b}"/><path d="M9 46h46" stroke="${c}"/><path d="M32 13v10M18 27v10M46 27v10M32 41v10" stroke="${warp}"/>`;
  const bars = '<path d="M24 18v28M40 18v28" stroke="#1F1B16" stroke-width="10"/>';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="12" fill="#FAF7F0"/><g stroke-linecap="round" stroke-width="9" fill="none">${weave}${active ? '' : bars}</g></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

export function showPresence(): void {
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  let shown = '';
  effect(() => {
    document.documentElement.lang = language.value;
    const { page } = route.value;
    const section = sectionOf(route.value);
    const place = section === undefined ? '' : shell.pages[section];
    if (!started.value) {
      document.title = page === 'donate' ? shell.titleAtRest : shell.title(place, '');
      return;
    }
    document.title = shell.title(place, shell.chip[state.value.phase]);
    const href = iconOf(running.value);
    if (icon && href !== shown) icon.href = shown = href;
  });
}
