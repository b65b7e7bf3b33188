// The person's settings as a signal, kept in step with every tab of this browser.

import { signal } from '@preact/signals';
import { loadSettings, onSettings, saveSettings, type Settings } from '../../volunteer/browser/settings.ts';

export const settings = signal<Settings>(loadSettings());

onSettings((changed) => {
  settings.value = changed;
});

/** Takes effect at once, here and wherever else this browser computes. */
export function change(changes: Partial<Settings>): void {
  saveSettings({ ...settings.value, ...changes });
}
