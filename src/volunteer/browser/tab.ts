// A volunteer in a browser tab: the core with this browser's key, cache, worker and governor. Nothing is sent before
// start().

import type { OwnVolunteer } from '../core/state.ts';
import { createConnection } from '../core/connection.ts';
import { openIdentity } from '../core/identity.ts';
import { threadsWanted } from '../core/power.ts';
import { createVolunteer } from '../core/volunteer.ts';
import { openArtifactStore } from './cacheStore.ts';
import { openCompute } from './computeBridge.ts';
import { openDatabase } from './database.ts';
import { recallEngine, rememberEngine } from './engineMemory.ts';
import { govern } from './governor/govern.ts';
import { describeGpu } from './gpu.ts';
import { createKeyStore } from './keyStore.ts';
import { ladderOf, type EngineChoice } from './ladder.ts';
import { loadSettings } from './settings.ts';

export type TabOptions = {
  /** Absolute, or relative to the page. */
  coordinatorUrl: string;
  /** 'auto' by default. */
  engine?: EngineChoice;
  /** WebAssembly threads in an isolated page, in place of what the settings say. */
  threads?: number;
  /** Part of the time that computing may take, in place of what the settings say. */
  duty?: number;
};

export async function openTab(options: TabOptions): Promise<OwnVolunteer> {
  const clock = (): number => Date.now();
  const [database, { gpu }] = await Promise.all([openDatabase(), describeGpu()]);
  const { crossOriginIsolated } = globalThis;
  const threads = (): number =>
    options.threads ?? threadsWanted(loadSettings(), navigator.hardwareConcurrency);
  const volunteer = createVolunteer({
    connection: createConnection({
      coordinatorUrl: new URL(options.coordinatorUrl, location.href).href,
      identity: () => openIdentity(createKeyStore(database)),
      clock,
    }),
    store: await openArtifactStore(database, clock),
    openCompute,
    ladder: () =>
      ladderOf(
        options.engine ?? 'auto',
        gpu,
        { crossOriginIsolated, threads: threads() },
        recallEngine(clock()),
      ),
    onProven: ({ target }) => rememberEngine(target, clock()),
    clock,
    random: Math.random,
    sendBeacon: (url, body) => navigator.sendBeacon(url, body),
  });
  govern(volunteer, { clock, ...(options.duty === undefined ? {} : { duty: options.duty }) });
  // The page may come back from the browser's cache, idle.
  addEventListener('pagehide', () => void volunteer.close());
  return volunteer;
}
