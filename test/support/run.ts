// `npm test`: finds or installs a Chromium, runs vitest with the arguments given, and ends with one plain line.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lookForChromium } from '../../src/cli/chromium.ts';

type Report = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numFailedTestSuites: number;
  success: boolean;
};

function ensureChromium(): string {
  const found = lookForChromium();
  if (found !== undefined) return found;
  console.log('No Chromium here; installing one for the browser tests…');
  const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: 'inherit' });
  if (process.getuid?.() === 0) {
    run('apt-get', 'update');
    run('apt-get', 'install', '-y', '--no-install-recommends', 'chromium');
  } else {
    run('npx', 'playwright-core', 'install', 'chromium');
  }
  const installed = lookForChromium();
  if (installed === undefined)
    throw new Error('Chromium was installed but cannot be found; set CHROME_PATH.');
  return installed;
}

const folder = mkdtempSync(join(tmpdir(), 'tabloom-report-'));
try {
  const report = join(folder, 'report.json');
  const args = ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const vitest = spawnSync('npx', [...args, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, CHROME_PATH: ensureChromium() },
  });
  const counts = JSON.parse(readFileSync(report, 'utf8')) as Report;
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = counts;
  // A file that could not even be loaded has no tests to count, and is a failure all the same.
  const failed = Math.max(numFailedTests, vitest.status === 0 ? 0 : 1);
  console.log(`${numPassedTests} passed, ${failed} failed, ${numPendingTests + numTodoTests} skipped`);
  process.exitCode = vitest.status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
