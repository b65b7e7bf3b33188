// `npm start`: the coordinator with its database, the app, the demo projects and a referee, in one process.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runCoordinator } from '../coordinator/main.ts';
import { seedDigits } from '../demos/digits/seed.ts';
import { seedPages } from '../demos/pages/seed.ts';
import { openSigner } from '../headless/signer.ts';
import { createHeadless } from '../headless/volunteer.ts';
import { TabloomError } from '../protocol/errors.ts';
import { createRequester } from '../sdk/requester.ts';
import { ensureApp } from './app.ts';
import { readSettings, type StartSettings } from './environment.ts';
import { untilSignal } from './signals.ts';

const SEEDING_LIMIT_MS = 10 * 60_000;
/** A referee that got stuck (out of memory, say) tries again this often. */
const REVIVE_MS = 30_000;

export async function start(): Promise<void> {
  const settings = readSettings(process.env);
  const log = (line: string) => console.log(line);
  await makeDataDir(settings.dataDir);
  const staticDir = settings.serveApp ? await ensureApp(log) : null;
  const keys = join(settings.dataDir, 'keys');
  const referee = settings.referee ? await openSigner(join(keys, 'referee.pem')) : null;
  const operator = await openSigner(join(keys, 'operator.pem'));
  const coordinator = await runCoordinator({
    ...(settings.databaseUrl === undefined ? {} : { databaseUrl: settings.databaseUrl }),
    host: settings.host,
    port: settings.port,
    dataDir: settings.dataDir,
    staticDir,
    publicOrigin: settings.publicOrigin,
    operator: settings.operator,
    trustedProxies: settings.trustedProxies,
    addressDays: settings.addressDays,
    refereeKeys: referee ? [referee.publicKey] : [],
    operatorKeys: [operator.publicKey],
    refereeAfterMs: settings.refereeAfterMs,
    holdMs: settings.holdMs,
    projectGrantMicro: settings.projectGrantMicro,
    approveProjects: settings.approveProjects,
    maxArtifactBytes: settings.maxArtifactBytes,
    databaseConnections: settings.databaseConnections,
    log,
  });
  const stop = new AbortController();
  const running: Promise<void>[] = [];
  if (settings.demos) running.push(seed(stop.signal, coordinator.url, join(keys, 'demos.pem'), log));
  if (referee) running.push(runReferee(stop.signal, coordinator.url, settings));
  printBlock(coordinator.url, settings);
  await untilSignal();
  log('Stopping…');
  stop.abort();
  await Promise.allSettled(running);
  await coordinator.close();
  log('Stopped. Everything is kept; npm start goes on from here.');
}

async function makeDataDir(dir: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true });
    await mkdir(join(dir, 'keys'), { recursive: true, mode: 0o700 });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `DATA_DIR ${dir} cannot be used (${reason}). Set it to a folder that this user may write to.`;
    throw new TabloomError('bad_request', message, { cause });
  }
}

/** Both demo projects; what is there already is left as it is. */
async function seed(
  stop: AbortSignal,
  url: string,
  keyFile: string,
  log: (line: string) => void,
): Promise<void> {
  const signal = AbortSignal.any([stop, AbortSignal.timeout(SEEDING_LIMIT_MS)]);
  try {
    const requester = createRequester({ coordinatorUrl: url, signer: await openSigner(keyFile) });
    await seedDigits(signal, requester);
    await seedPages(signal, requester);
    log('The demo projects are ready.');
  } catch (error) {
    if (stop.aborted) return;
    log(`The demo projects could not be made: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The operator's own volunteer: gives the second result when nobody else does. One thread, so that tabs keep theirs. */
async function runReferee(stop: AbortSignal, url: string, settings: StartSettings): Promise<void> {
  const volunteer = await createHeadless({
    coordinatorUrl: url,
    keyFile: join(settings.dataDir, 'keys', 'referee.pem'),
    cacheDir: join(settings.dataDir, 'referee-cache'),
    threads: 1,
    wantSeconds: 4,
  });
  const revive = setInterval(() => {
    if (volunteer.state.phase === 'stuck') volunteer.start();
  }, REVIVE_MS);
  volunteer.start();
  await new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve(), { once: true }));
  clearInterval(revive);
  await volunteer.close();
}

function printBlock(url: string, settings: StartSettings): void {
  const database =
    settings.databaseUrl === undefined ? 'its own PostgreSQL, in the same folder' : 'DATABASE_URL';
  const referee = settings.referee
    ? 'on: a lone tab sees its work validated (REFEREE=off turns it off)'
    : 'off: results wait for a second volunteer';
  console.log(`
  Tabloom is running.

    Open      ${url}
    Data      ${settings.dataDir}
    Database  ${database}
    Referee   ${referee}
    Stop      Ctrl-C
`);
}
