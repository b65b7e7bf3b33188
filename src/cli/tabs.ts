// Real headless Chromium tabs that volunteer: a profile of its own each, so that each is an account of its own.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setInterval } from 'node:timers';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { chromiumArgs, findChromium } from './chromium.ts';

export type TabsOptions = {
  url: string;
  tabs: number;
  engine: 'auto' | 'webgpu' | 'wasm';
  threads?: number;
  log: (line: string) => void;
};

const REPORT_MS = 10_000;

/** Opens the tabs and presses Start in each; prints what each page says every ten seconds. */
export async function openTabs(options: TabsOptions): Promise<{ pages: Page[]; close(): Promise<void> }> {
  const contexts: BrowserContext[] = [];
  const folders: string[] = [];
  const pages: Page[] = [];
  const close = async () => {
    clearInterval(timer);
    await Promise.all(contexts.map((context) => context.close()));
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
  };
  const timer = setInterval(() => {
    for (const [index, page] of pages.entries()) {
      void spoken(page).then((sentence) => options.log(`Tab ${index + 1}: ${sentence}`));
    }
  }, REPORT_MS);
  try {
    for (let index = 0; index < options.tabs; index++) {
      const folder = await mkdtemp(join(tmpdir(), 'tabloom-profile-'));
      folders.push(folder);
      const context = await chromium.launchPersistentContext(folder, {
        executablePath: findChromium(),
        args: chromiumArgs({ webgpu: options.engine === 'webgpu' }),
      });
      contexts.push(context);
      const page = context.pages()[0] ?? (await context.newPage());
      pages.push(page);
      await page.goto(addressOf(options));
      options.log(`Tab ${index + 1} is open.`);
    }
    return { pages, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function addressOf({ url, engine, threads }: TabsOptions): string {
  const address = new URL(url);
  address.searchParams.set('autostart', '1');
  address.searchParams.set('engine', engine);
  if (threads !== undefined) address.searchParams.set('threads', String(threads));
  return address.href;
}

/** What the page says it is doing, as a screen reader would hear it. */
async function spoken(page: Page): Promise<string> {
  const status = page.getByRole('status').first();
  const text = await status.textContent({ timeout: 1000 }).catch(() => null);
  return text?.replace(/\s+/g, ' ').trim() || 'nothing yet';
}
