// What every service of one coordinator shares.

import type pg from 'pg';
import type { BlobStore } from '../blobs/store.ts';
import type { Settings } from '../settings.ts';
import type { JobCache } from './jobCache.ts';
import type { Presence } from './presence.ts';
import type { Refused } from './refused.ts';

export type Context = {
  pool: pg.Pool;
  blobs: BlobStore;
  jobs: JobCache;
  presence: Presence;
  /** Sign-ins that ended before their tokens. */
  refused: Refused;
  settings: Settings;
  /** 32 bytes shared by all coordinators of one database: signs tokens, challenges and leases. */
  secret: Buffer;
  /** Milliseconds since the epoch; tests step it. */
  clock: () => number;
  newId: () => string;
};
