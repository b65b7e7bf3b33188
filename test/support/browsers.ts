// The browsers of the tests: found, or installed where this process may.

import { execFileSync } from 'node:child_process';
import { lookForChromium } from '../../src/cli/chromium.ts';
import { inPath, isExecutable } from '../../src/cli/executables.ts';

const FIREFOX_NAMES = ['firefox-esr', 'firefox'];
/** Measured: 20 s for Firefox; an unreachable mirror must end some day. */
const INSTALL_LIMIT_MS = 300_000;

/** Its path. Throws when it cannot be installed: too much of Tabloom would go untested. */
export function ensureChromium(): string {
  const found = lookForChromium();
  if (found !== undefined) return found;
  console.log('No Chromium here; installing one for the browser tests…');
  if (isRoot()) installPackage('chromium');
  else run('npx', 'playwright-core', 'install', 'chromium');
  const installed = lookForChromium();
  if (installed === undefined)
    throw new Error('Chromium was installed but cannot be found; set CHROME_PATH.');
  return installed;
}

/** `FIREFOX_PATH`, else the system's in `PATH`; undefined without any. */
export function lookForFirefox(): string | undefined {
  return process.env['FIREFOX_PATH'] || inPath(FIREFOX_NAMES).find(isExecutable);
}

/** Undefined when there is one now, else why there is none. */
export function whyNoFirefox(): string | undefined {
  if (lookForFirefox() !== undefined) return undefined;
  const todo = 'Install one, or set FIREFOX_PATH.';
  if (!isRoot()) return `No Firefox found, and only root may install one here. ${todo}`;
  console.log('No Firefox here; installing one for its tests…');
  try {
    installPackage('firefox-esr');
  } catch (thrown) {
    return `No Firefox found, and none could be installed: ${(thrown as Error).message}. ${todo}`;
  }
  return lookForFirefox() === undefined
    ? `firefox-esr was installed but cannot be found. ${todo}`
    : undefined;
}

const isRoot = (): boolean => process.getuid?.() === 0;

function installPackage(name: string): void {
  run('apt-get', 'update');
  run('apt-get', 'install', '-y', '--no-install-recommends', name);
}

function run(command: string, ...args: string[]): void {
  execFileSync(command, args, { stdio: 'inherit', timeout: INSTALL_LIMIT_MS });
}
