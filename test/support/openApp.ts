// The app in a page, as a person has left it who pressed Start, and what a test wants to see of it.

import type { Browser, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import type { Settings } from '../../src/volunteer/browser/settings.ts';
import { changeSettings, SETTINGS_KEY, settingsText } from './keptSettings.ts';

export type OpenApp = {
  page: Page;
  /** What the page says it does. */
  sentence(): Promise<string>;
  /** Everything that it says, what happened in the visit included. */
  text(): Promise<string>;
  /** Changes settings, as another tab of the browser would. */
  set(settings: Partial<Settings>): Promise<void>;
  /** The API's requests so far, such as `POST /v1/results`. */
  requests: string[];
};

type Options = {
  settings?: Partial<Settings>;
  /** 'wasm' by default. */
  engine?: 'wasm' | 'auto';
  /** Runs in the page before its own scripts. */
  script?: () => void;
  /** Runs before the page is opened. */
  prepare?: (app: OpenApp) => Promise<void>;
};

/** At 10 % unless the settings say more. Closed with the test, which an error of the page fails. */
export async function openApp(browser: Browser, url: string, options: Options = {}): Promise<OpenApp> {
  const page = await (await browser.newContext()).newPage();
  const errors: string[] = [];
  const requests: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/v1/')) requests.push(`${request.method()} ${pathname}`);
  });
  onTestFinished(async () => {
    await page.context().close();
    expect(errors).toEqual([]);
  });
  const textOf = (more: Partial<Settings>) => settingsText({ ...options.settings, ...more });
  await page.addInitScript(([key, kept]) => localStorage.setItem(key, kept), [
    SETTINGS_KEY,
    textOf({}),
  ] as const);
  if (options.script) await page.addInitScript(options.script);
  const app: OpenApp = {
    page,
    requests,
    set: (more) => changeSettings(page, textOf(more)),
    sentence: () => page.evaluate(() => document.querySelector('h1')?.innerText ?? ''),
    text: () => page.evaluate(() => document.querySelector('main')?.textContent ?? ''),
  };
  await options.prepare?.(app);
  await page.goto(`${url}/?autostart=1&engine=${options.engine ?? 'wasm'}`);
  return app;
}
