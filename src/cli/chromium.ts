// The Chromium that `volunteer --tabs` and the browser tests use: where it is, and its flags.

import { chromium } from 'playwright-core';
import { TabloomError } from '../protocol/errors.ts';
import { inPath, isExecutable } from './executables.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Headless, and quiet on the network. */
const ARGS = [
  '--no-sandbox',
  '--headless',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The software adapter computes slowly and correctly. */
const WEBGPU_ARGS = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
];

export function chromiumArgs(options: { webgpu: boolean }): string[] {
  return [...ARGS, ...(options.webgpu ? WEBGPU_ARGS : [])];
}

/** `CHROME_PATH`, else the system's in `PATH`, else the one that Playwright installed; undefined without any. */
export function lookForChromium(): string | undefined {
  return process.env['CHROME_PATH'] || [...inPath(NAMES), chromium.executablePath()].find(isExecutable);
}

/** Throws `engine_unavailable` when there is none. */
export function findChromium(): string {
  const found = lookForChromium();
  if (found !== undefined) return found;
  const message =
    'No Chromium found: set CHROME_PATH, install chromium, or run npx playwright-core install chromium.';
  throw new TabloomError('engine_unavailable', message);
}
