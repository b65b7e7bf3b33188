// `npm test`: finds or installs the browsers, runs vitest with the arguments given, and ends with one plain line.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium, whyNoFirefox } from './browsers.ts';

type Report = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numFailedTestSuites: number;
  success: boolean;
};

/** `npm run test:firefox`: without a Firefox it fails, while other runs skip its tests. */
const NEEDS_FIREFOX = '--needs-firefox';
const filters = process.argv.slice(2).filter((argument) => argument !== NEEDS_FIREFOX);

const chromium = ensureChromium();
const noFirefox = whyNoFirefox();
if (noFirefox !== undefined && process.argv.includes(NEEDS_FIREFOX)) {
  console.error(noFirefox);
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), 'tabloom-report-'));
try {
  const report = join(folder, 'report.json');
  const args = ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const vitest = spawnSync('npx', [...args, ...filters], {
    stdio: 'inherit',
    env: { ...process.env, CHROME_PATH: chromium },
  });
  const counts = JSON.parse(readFileSync(report, 'utf8')) as Report;
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = counts;
  // A file that could not even be loaded has no tests to count, and is a failure all the same.
  const failed = Math.max(numFailedTests, vitest.status === 0 ? 0 : 1);
  if (noFirefox !== undefined) console.log(`The Firefox tests are skipped. ${noFirefox}`);
  console.log(`${numPassedTests} passed, ${failed} failed, ${numPendingTests + numTodoTests} skipped`);
  process.exitCode = vitest.status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
