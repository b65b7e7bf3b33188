// A tab behind another one, in a Chromium that no automation framework holds visible: it goes on computing, or rests
// where the person wants that, and the coordinator knows.

import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { ensureApp } from '../../src/cli/app.ts';
import type { Stats } from '../../src/protocol/live.ts';
import type { Settings } from '../../src/volunteer/browser/settings.ts';
import { testArgs } from '../support/chromium.ts';
import { query, startCoordinator, type TestCoordinator } from '../support/coordinator.ts';
import { createDigitsJob, validated, type DemoJob } from '../support/demoJobs.ts';
import { SETTINGS_KEY, settingsText } from '../support/keptSettings.ts';
import { spawnChromium, type RawChromium, type RawTab } from '../support/rawChromium.ts';

const WAIT = { timeout: 30_000 };

let coordinator: TestCoordinator;
let chromium: RawChromium;

beforeAll(async () => {
  coordinator = await startCoordinator({ staticDir: await ensureApp(() => {}), sweepMs: 500 });
  // To the tab, a lease then seems to end in 10 s rather than 150: it renews every few seconds.
  coordinator.advance(-140_000);
  chromium = await spawnChromium(testArgs({ pressure: true }));
}, 120_000);
afterAll(async () => {
  await chromium.close();
  await coordinator.close();
});

/** The app as a person has left it who pressed Start: computing for a job, at 10 % unless the settings say more. */
async function openComputing(settings: Partial<Settings> = {}): Promise<{ tab: RawTab; job: DemoJob }> {
  const policy = { type: 'quorum', quorum: 1 } as const;
  const job = await createDigitsJob(coordinator.url, 10_000, 500, { policy });
  const script = `localStorage.setItem('${SETTINGS_KEY}', ${JSON.stringify(settingsText(settings))})`;
  const tab = await chromium.open('about:blank');
  // Whatever the machine's other work is: its pressure is what the test says.
  await tab.send('Emulation.setPressureSourceOverrideEnabled', { enabled: true, source: 'cpu' });
  await press(tab, 'nominal');
  await tab.navigate(`${coordinator.url}/?engine=wasm&autostart=1`, script);
  onTestFinished(() => tab.close());
  await expect.poll(() => sentenceOf(tab), WAIT).toMatch(/^Computing: reading/);
  return { tab, job };
}

const press = (tab: RawTab, state: 'nominal' | 'critical') =>
  tab.send('Emulation.setPressureStateOverride', { source: 'cpu', state });

/** Brings another tab in front of it. */
async function hide(tab: RawTab): Promise<void> {
  const front = await chromium.open('about:blank');
  onTestFinished(() => front.close());
  expect(await front.evaluate('document.visibilityState')).toBe('visible');
  expect(await tab.evaluate('document.visibilityState')).toBe('hidden');
}

const sentenceOf = (tab: RawTab) =>
  tab.evaluate<string | undefined>('document.querySelector("h1")?.innerText');

type TaskRow = { id: string; lease_until_at: Date; paused_at: Date | null };
const leasedTasks = () =>
  query<TaskRow>(
    coordinator.databaseUrl,
    `select id, lease_until_at, paused_at from tasks where state = 'leased'`,
  );

async function statsOf(): Promise<Stats> {
  return (await (await fetch(`${coordinator.url}/v1/stats`)).json()) as Stats;
}

async function workers(): Promise<number> {
  const { targetInfos } = await chromium.send('Target.getTargets', { filter: [{ type: 'worker' }] });
  return targetInfos.length;
}

test('a hidden tab goes on, tells the coordinator, and keeps its leases', { timeout: 90_000 }, async () => {
  const { tab, job } = await openComputing();
  await expect.poll(statsOf, WAIT).toMatchObject({ hostsActive: 1, hostsHidden: 0 });
  await hide(tab);
  const before = { validated: await validated(job), leases: await leasedTasks() };
  expect(before.leases).not.toEqual([]);
  await expect.poll(async () => (await statsOf()).hostsHidden, WAIT).toBe(1);
  await expect
    .poll(async () => {
      const untilOf = new Map(before.leases.map((task) => [task.id, task.lease_until_at]));
      return (await leasedTasks()).some(({ id, lease_until_at }) => lease_until_at > untilOf.get(id)!);
    }, WAIT)
    .toBe(true);
  await expect.poll(() => validated(job), WAIT).toBeGreaterThanOrEqual(before.validated + 2);
  expect(await tab.evaluate('document.visibilityState')).toBe('hidden');
  expect(await query(coordinator.databaseUrl, `select id from tasks where state = 'expired'`)).toEqual([]);
});

test(
  'where that is not wanted it rests while hidden, and goes on when looked at',
  { timeout: 90_000 },
  async () => {
    const { tab, job } = await openComputing({ hiddenTab: false, percent: 25 });
    await expect.poll(workers, WAIT).toBe(1);
    await hide(tab);
    await expect
      .poll(() => sentenceOf(tab), WAIT)
      .toBe('Resting: the tab was hidden. It goes on when you look at it.');
    await expect.poll(workers, WAIT).toBe(0);
    const arePaused = async () => (await leasedTasks()).every(({ paused_at }) => paused_at !== null);
    await expect.poll(arePaused, WAIT).toBe(true);
    expect(await leasedTasks()).not.toEqual([]);
    const before = await validated(job);
    await tab.activate();
    await expect.poll(() => sentenceOf(tab), WAIT).toMatch(/^Computing: reading/);
    await expect.poll(() => validated(job), WAIT).toBeGreaterThan(before);
  },
);

test(
  'pressure that was heard of before the tab was hidden does not hold it back',
  { timeout: 90_000 },
  async () => {
    const { tab, job } = await openComputing();
    await press(tab, 'critical');
    await expect.poll(() => sentenceOf(tab), WAIT).toMatch(/^Resting: the processor is under heavy pressure/);
    const before = await validated(job);
    await hide(tab);
    await expect.poll(() => validated(job), WAIT).toBeGreaterThan(before);
  },
);
