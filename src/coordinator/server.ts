// The coordinator as an object made from settings: listen, close. A test server takes a few lines.

import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { asTabloomError, TabloomError } from '../protocol/errors.ts';
import { uuidv7 } from '../util/uuid.ts';
import { openFileBlobs } from './blobs/store.ts';
import { migrate } from './db/migrate.ts';
import { createPool, isDatabaseAway } from './db/pool.ts';
import { sharedSecret } from './db/queries/identities.ts';
import { createApp } from './http/app.ts';
import { createEventStreams } from './http/live.ts';
import { addStaticRoutes } from './http/static.ts';
import type { Context } from './services/context.ts';
import { createJobCache } from './services/jobCache.ts';
import { createPresence } from './services/presence.ts';
import { createRefused, type Refused } from './services/refused.ts';
import { createLeases } from './services/leases.ts';
import { createLive } from './services/live.ts';
import { startSweeping, sweep } from './services/sweeps.ts';
import { createTransitions } from './services/transitions.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';

/** How long a stop waits for transactions that are under way. */
const DRAIN_MS = 5000;

export type ServerOptions = Pick<Settings, 'dataDir' | 'databaseUrl'> &
  Partial<Settings> & {
    clock?: () => number;
    log?: (line: string) => void;
  };

export type CoordinatorServer = {
  /** Resolves with the port; throws `internal` with a clear message when the address is taken. */
  listen(port: number, host: string): Promise<number>;
  /** Expired leases, due releases, purges: what runs every `sweepMs` by itself. */
  sweep(): Promise<void>;
  /** Ends streams, answers what is under way, closes the pool. */
  close(): Promise<void>;
};

/** Connects, migrates and wires the coordinator; listens to nobody yet. */
export async function createServer(options: ServerOptions): Promise<CoordinatorServer> {
  const { clock = Date.now, log = () => {}, ...rest } = options;
  const settings: Settings = { ...DEFAULT_SETTINGS, ...rest };
  const pool = createPool(settings.databaseUrl, settings.databaseConnections);
  try {
    await migrate(pool);
    const context: Context = {
      pool,
      blobs: await openFileBlobs(join(settings.dataDir, 'artifacts')),
      jobs: createJobCache(),
      presence: createPresence(),
      refused: await openRefused(pool, clock),
      settings,
      secret: await sharedSecret(pool, 'tokens', randomBytes(32)),
      clock,
      newId: () => uuidv7(clock(), (into) => void crypto.getRandomValues(into)),
    };
    return wire(context, log);
  } catch (error) {
    await pool.end();
    throw isDatabaseAway(error) ? unreachable(settings.databaseUrl, error) : error;
  }
}

async function openRefused(pool: Context['pool'], clock: () => number): Promise<Refused> {
  const refused = createRefused();
  await refused.refresh(pool, new Date(clock()));
  return refused;
}

/** Names the place, never the password. */
function unreachable(databaseUrl: string, cause: unknown): TabloomError {
  const host = URL.canParse(databaseUrl) ? new URL(databaseUrl).host : 'DATABASE_URL';
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `The database at ${host} cannot be reached: ${reason}. Start it, or mend DATABASE_URL.`;
  return new TabloomError('database_away', message, { cause });
}

function wire(context: Context, log: (line: string) => void): CoordinatorServer {
  const transitions = createTransitions(context);
  const leases = createLeases(context);
  const live = createLive(context);
  const events = createEventStreams(live);
  const app = createApp({ context, leases, transitions, live, events, log });
  if (context.settings.staticDir !== null) addStaticRoutes(app, context.settings.staticDir);
  const sweepOnce = () => sweep(context, transitions);
  const { sweepMs } = context.settings;
  const sweeping = sweepMs > 0 ? startSweeping(sweepMs, sweepOnce, complainOnce(log)) : null;
  let server: Server | undefined;

  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server = serve({ fetch: app.fetch, port, hostname: host }) as Server;
        server.once('listening', () => resolve((server!.address() as AddressInfo).port));
        server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, port, host)));
      }),
    sweep: sweepOnce,
    async close() {
      await sweeping?.stop();
      events.close();
      const closed = new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
      // Again and again: a kept connection is idle only some time after its answer has gone out.
      const closing = setInterval(() => server?.closeIdleConnections(), 20);
      await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 3000).unref())]);
      clearInterval(closing);
      server?.closeAllConnections();
      // What still runs after that is rolled back by the database: nothing of it was answered.
      const drained = transitions.idle().then(() => context.pool.end());
      await Promise.race([drained, new Promise((resolve) => setTimeout(resolve, DRAIN_MS).unref())]);
    },
  };
}

/** Says once what is wrong, however often it is tried, and once that it is over. */
function complainOnce(log: (line: string) => void): (error: unknown) => void {
  let last = '';
  return (error) => {
    if (error === null && last !== '') log('Sweeps succeed again.');
    const complaint =
      error === null ? '' : isDatabaseAway(error) ? 'the database is away' : asTabloomError(error).message;
    if (complaint !== '' && complaint !== last) log(`A sweep failed and will be tried again: ${complaint}.`);
    last = complaint;
  };
}

function listenError(error: NodeJS.ErrnoException, port: number, host: string): TabloomError {
  if (error.code === 'EADDRINUSE') {
    const message = `Port ${port} on ${host} is in use. Stop what listens there, or set PORT to another one.`;
    return new TabloomError('internal', message, { cause: error });
  }
  return new TabloomError('internal', `Cannot listen on ${host}:${port}: ${error.message}`, { cause: error });
}
