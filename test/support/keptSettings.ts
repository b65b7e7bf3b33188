// The settings that a browser keeps for the app, as a test wants them.

import type { Page } from 'playwright-core';
import type { Settings } from '../../src/volunteer/browser/settings.ts';

export const SETTINGS_KEY = 'tabloom.settings';

/** What is kept under the key: 10 % of the time on one thread, unless the settings say more. */
export function settingsText(settings: Partial<Settings>): string {
  return JSON.stringify({ power: 'custom', percent: 10, threads: 1, ...settings });
}

/** Keeps the text and tells the page of it, as another tab of the browser would. */
export async function changeSettings(page: Page, text: string): Promise<void> {
  await page.evaluate(
    ([key, kept]) => {
      localStorage.setItem(key, kept);
      dispatchEvent(new StorageEvent('storage', { key }));
    },
    [SETTINGS_KEY, text] as const,
  );
}
