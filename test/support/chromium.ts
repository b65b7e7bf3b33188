// The Chromium that browser tests run in, and its flags: headless, quiet on the network, and with WebGPU on the
// software adapter where a test asks for it.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const ARGS = [
  '--no-sandbox',
  '--headless',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** The software adapter computes slowly and correctly: tiny models only. */
const WEBGPU_ARGS = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
];

/** `CHROME_PATH`, else the system's in `PATH`, else the one that Playwright installed. */
export function findChromium(): string {
  const { CHROME_PATH, PATH = '' } = process.env;
  if (CHROME_PATH) return CHROME_PATH;
  const candidates = PATH.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const found = [...candidates, chromium.executablePath()].find(isExecutable);
  if (found) return found;
  throw new Error(
    'No Chromium found: set CHROME_PATH, install chromium, or run npx playwright-core install chromium.',
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The caller closes it. */
export function launchChromium(options: { webgpu?: boolean } = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    args: [...ARGS, ...(options.webgpu ? WEBGPU_ARGS : [])],
  });
}
