// A volunteer in a browser tab: the core with this browser's key, cache and worker. Nothing is sent before start().

import type { Volunteer } from '../core/state.ts';
import { createConnection } from '../core/connection.ts';
import { openIdentity } from '../core/identity.ts';
import { createVolunteer } from '../core/volunteer.ts';
import { openArtifactStore } from './cacheStore.ts';
import { openCompute } from './computeBridge.ts';
import { openDatabase } from './database.ts';
import { describeGpu } from './gpu.ts';
import { createKeyStore } from './keyStore.ts';
import { targetsOf, type EngineChoice } from './targets.ts';

export type TabOptions = {
  /** Absolute, or relative to the page. */
  coordinatorUrl: string;
  /** 'auto' by default. */
  engine?: EngineChoice;
  /** WebAssembly threads in an isolated page; half the cores, at most 4, by default. */
  threads?: number;
};

export async function openTab(options: TabOptions): Promise<Volunteer> {
  const clock = (): number => Date.now();
  const [database, { gpu }] = await Promise.all([openDatabase(), describeGpu()]);
  const device = {
    crossOriginIsolated: globalThis.crossOriginIsolated,
    cores: navigator.hardwareConcurrency,
    threads: options.threads,
  };
  const volunteer = createVolunteer({
    connection: createConnection({
      coordinatorUrl: new URL(options.coordinatorUrl, location.href).href,
      identity: () => openIdentity(createKeyStore(database)),
      clock,
    }),
    store: await openArtifactStore(database, clock),
    openCompute,
    targets: targetsOf(options.engine ?? 'auto', gpu, device),
    clock,
    random: Math.random,
    sendBeacon: (url, body) => navigator.sendBeacon(url, body),
  });
  // The page may come back from the browser's cache, idle.
  addEventListener('pagehide', () => void volunteer.close());
  return volunteer;
}
