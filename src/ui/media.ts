// What the person's system asks for, as signals: dark or light, motion or stillness.

import { signal, type ReadonlySignal } from '@preact/signals';

function follow(query: string): ReadonlySignal<boolean> {
  const list = matchMedia(query);
  const matches = signal(list.matches);
  list.addEventListener('change', () => {
    matches.value = list.matches;
  });
  return matches;
}

export const prefersDark = follow('(prefers-color-scheme: dark)');
export const prefersStillness = follow('(prefers-reduced-motion: reduce)');
