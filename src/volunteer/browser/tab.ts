// The runtime of a browser tab: the core with this browser's key, cache, worker and governor, and the account's
// affairs. Nothing is sent before start() or a call of the account.

import { createConnection } from '../core/connection.ts';
import { openIdentity, type Identity } from '../core/identity.ts';
import { threadsWanted } from '../core/power.ts';
import { createVolunteer } from '../core/volunteer.ts';
import { createAccount } from './account.ts';
import { openArtifactStore } from './cacheStore.ts';
import { openCompute } from './computeBridge.ts';
import { openDatabase } from './database.ts';
import { recallEngine, rememberEngine } from './engineMemory.ts';
import { govern } from './governor/govern.ts';
import { describeGpu } from './gpu.ts';
import { createKeyring } from './keyStore.ts';
import { ladderOf, type EngineChoice } from './ladder.ts';
import { sendSurely } from './lostBeacon.ts';
import { loadSettings } from './settings.ts';
import type { Runtime, TabHost } from './tabs/tabs.ts';

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

export async function openTab(host: TabHost, options: TabOptions): Promise<Runtime> {
  const clock = (): number => Date.now();
  const now = (): number => performance.now();
  const [database, { gpu }] = await Promise.all([openDatabase(), describeGpu()]);
  const { crossOriginIsolated } = globalThis;
  const coordinatorUrl = new URL(options.coordinatorUrl.replace(/\/*$/, '/'), location.href).href;
  const keyring = createKeyring(database);
  const identity = (mayMake: boolean): Promise<Identity> => openIdentity(keyring.device, mayMake);
  const connection = createConnection({ coordinatorUrl, identity, clock });
  const threads = (): number =>
    options.threads ?? threadsWanted(loadSettings(), navigator.hardwareConcurrency);
  const volunteer = createVolunteer({
    connection,
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
    now,
    random: Math.random,
    sendBeacon: sendSurely,
  });
  govern(volunteer, host, { now, ...(options.duty === undefined ? {} : { duty: options.duty }) });
  addEventListener('online', () => volunteer.retry());
  const { stopAll, keyChanged } = host;
  const account = createAccount({ coordinatorUrl, connection, keyring, stopAll, onChanged: keyChanged });
  return { volunteer, account };
}
