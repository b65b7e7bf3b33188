// The languages of the page: the browser's at first, then the one that was chosen, at once and at the next visit.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureApp } from '../../src/cli/app.ts';
import { launchChromium } from '../support/chromium.ts';
import { startCoordinator, type TestCoordinator } from '../support/coordinator.ts';

let coordinator: TestCoordinator;
let browser: Browser;

beforeAll(async () => {
  coordinator = await startCoordinator({ staticDir: await ensureApp(() => {}) });
  browser = await launchChromium();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await coordinator.close();
});

/** What the page loads of other languages, by their file's name. */
function watchLanguages(page: Page): string[] {
  const loaded: string[] = [];
  page.on('request', (request) => {
    const [, name] = /\/assets\/(de|es)-[^/]*\.js$/.exec(request.url()) ?? [];
    if (name) loaded.push(name);
  });
  return loaded;
}

const headingOf = (page: Page, text: string) =>
  page.getByRole('heading', { level: 1, name: text, exact: true });
const languageOf = (page: Page) => page.evaluate(() => document.documentElement.lang);

test('a German browser gets German, and Spanish once it is chosen, without a reload', async () => {
  const context = await browser.newContext({ locale: 'de-DE' });
  const page = await context.newPage();
  const loaded = watchLanguages(page);
  await page.goto(coordinator.url);
  await headingOf(page, 'Leih diesen Tab der offenen KI.').waitFor();
  expect(await languageOf(page)).toBe('de');
  expect(await page.title()).toBe('Tabloom: leih diesen Tab der offenen KI');
  await page.getByRole('link', { name: 'Status' }).click();
  await headingOf(page, 'In der letzten Minute war kein Gerät dabei.').waitFor();
  expect(loaded).toEqual(['de']);

  // It would not outlive a reload.
  await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }));
  const select = page.getByLabel('Sprache');
  await select.focus();
  await select.selectOption({ label: 'Español' });
  await headingOf(page, 'En el último minuto no participó ningún dispositivo.').waitFor();
  expect(await languageOf(page)).toBe('es');
  expect(await page.title()).toContain('Estado');
  expect(await page.evaluate(() => 'sameDocument' in globalThis)).toBe(true);
  expect(await page.getByLabel('Idioma').evaluate((node) => node === document.activeElement)).toBe(true);
  expect(loaded).toEqual(['de', 'es']);

  // Remembered, whatever the browser prefers; and so is the way back to English.
  const next = await context.newPage();
  await next.goto(coordinator.url);
  await headingOf(next, 'Presta esta pestaña a la IA abierta.').waitFor();
  await next.getByLabel('Idioma').selectOption({ label: 'English' });
  await headingOf(next, 'Lend this tab to open AI.').waitFor();
  await next.reload();
  await headingOf(next, 'Lend this tab to open AI.').waitFor();
  await context.close();
});

test('on Settings the language is on the page, and the keyboard stays on it', async () => {
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(`${coordinator.url}/#/settings`);
  const select = page.locator('main').getByRole('combobox');
  await select.focus();
  await select.selectOption({ label: 'Deutsch' });
  await headingOf(page, 'Du bestimmst, wie viel von diesem Gerät Tabloom nutzt.').waitFor();
  expect(await page.title()).toContain('Einstellungen');
  await expect.poll(() => select.evaluate((node) => node === document.activeElement)).toBe(true);
  await page.getByRole('link', { name: 'Datenschutz' }).click();
  await headingOf(page, 'Tabloom weiß wenig von dir, und du kannst es mitnehmen oder löschen.').waitFor();
  expect(await page.title()).toContain('Datenschutz');
  await page.getByLabel('Sprache').selectOption({ label: 'Español' });
  await headingOf(page, 'Tabloom sabe poco de ti, y puedes llevártelo o borrarlo.').waitFor();
  await context.close();
});

test.each(['en-US', 'fr-FR'])('a browser in %s gets English and loads no other language', async (locale) => {
  const context = await browser.newContext({ locale });
  const page = await context.newPage();
  const loaded = watchLanguages(page);
  await page.goto(coordinator.url, { waitUntil: 'networkidle' });
  await headingOf(page, 'Lend this tab to open AI.').waitFor();
  expect(await languageOf(page)).toBe('en');
  expect(loaded).toEqual([]);
  await context.close();
});

test('a language that does not load leaves the page as it is', async () => {
  const context = await browser.newContext({ locale: 'de-DE' });
  await context.route(/\/assets\/(de|es)-/, (route) => route.abort());
  const page = await context.newPage();
  await page.goto(coordinator.url);
  await headingOf(page, 'Lend this tab to open AI.').waitFor();
  const select = page.getByLabel('Language');
  const refused = page.waitForEvent('requestfailed');
  await select.selectOption({ label: 'Español' });
  await refused;
  await expect.poll(() => select.inputValue()).toBe('en');
  await headingOf(page, 'Lend this tab to open AI.').waitFor();
  await context.close();
});
