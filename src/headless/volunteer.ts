// A volunteer without a browser: the same core in Node, with a key file, a folder of artifacts and a worker
// thread on WebAssembly. Referees and auditors are this.

import { availableParallelism } from 'node:os';
import { createConnection } from '../volunteer/core/connection.ts';
import type { VolunteerEvent } from '../volunteer/core/events.ts';
import type { Volunteer } from '../volunteer/core/state.ts';
import { defaultThreads } from '../volunteer/core/threads.ts';
import { createVolunteer } from '../volunteer/core/volunteer.ts';
import { openCompute } from './computeBridge.ts';
import { createFileStore } from './fileStore.ts';
import { openSigner } from './signer.ts';

/** What its log tells. */
export type HeadlessEvent = VolunteerEvent;

export type HeadlessOptions = {
  coordinatorUrl: string;
  /** Made on first start. */
  keyFile: string;
  cacheDir: string;
  /** Half the cores, at most 4, by default. */
  threads?: number;
  /** Seconds of work to have in the queue; 20 by default. */
  wantSeconds?: number;
};

/** Throws `host_incapable` when the key file holds something else than a key. Nothing is sent before start(). */
export async function createHeadless(options: HeadlessOptions): Promise<Volunteer> {
  const clock = (): number => Date.now();
  const identity = await openSigner(options.keyFile);
  const threads = options.threads ?? defaultThreads(availableParallelism());
  return createVolunteer({
    connection: createConnection({
      coordinatorUrl: options.coordinatorUrl,
      identity: () => Promise.resolve(identity),
      clock,
    }),
    store: createFileStore(options.cacheDir, clock),
    openCompute,
    ladder: () => ({
      first: [...new Set([threads, 1])].map((count) => ({ executionProvider: 'wasm', threads: count })),
      better: [],
    }),
    clock,
    now: () => performance.now(),
    random: Math.random,
    ...(options.wantSeconds === undefined ? {} : { wantSeconds: options.wantSeconds }),
  });
}
