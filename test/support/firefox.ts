// The Firefox of the browser tests, driven over WebDriver BiDi: its pages, and their parts.

import puppeteer, { type Browser, type Page } from 'puppeteer-core';

const LAUNCH_MS = 60_000;

/** Headless, with a fresh profile, and without WebGPU wherever it runs. The caller closes it. */
export function launchFirefox(executablePath: string): Promise<Browser> {
  return puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    timeout: LAUNCH_MS,
    extraPrefsFirefox: { 'dom.webgpu.enabled': false },
  });
}

/** A container of its own, so an account of its own; everything the page complains about is kept. */
export async function openPage(
  browser: Browser,
  address: string,
): Promise<{ page: Page; complaints: string[] }> {
  const page = await (await browser.createBrowserContext()).newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(address);
  return { page, complaints };
}

/** Clicks the button whose words begin so, once there is one. */
export async function press(page: Page, words: string): Promise<void> {
  await page.locator(`::-p-xpath(//button[starts-with(normalize-space(), "${words}")])`).click();
}

/** Empty while there is no such element. */
export async function textOf(page: Page, selector: string): Promise<string> {
  return page.evaluate((wanted) => document.querySelector(wanted)?.textContent ?? '', selector);
}
