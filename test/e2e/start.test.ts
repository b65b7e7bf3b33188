// `npm start` as an operator lives with it: start, stop, start again, crash, two at once, wrong settings.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MeResponse } from '../../src/protocol/work.ts';
import { signInHost } from '../support/simulatedHost.ts';
import { createSigner } from '../support/signer.ts';
import { runTabloom, temporaryDataDir, type Running } from '../support/tabloom.ts';

let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;
let running: Running[] = [];

beforeEach(async () => {
  dataDir = await temporaryDataDir();
});
afterEach(async () => {
  for (const { process, ended } of running.splice(0)) {
    process.kill('SIGTERM');
    await ended;
  }
  await dataDir.remove();
});

function start(environment: Record<string, string> = {}): Running {
  const settings = { SERVE_APP: 'off', DEMOS: 'off', REFEREE: 'off', PORT: '0', DATA_DIR: dataDir.dir };
  const tabloom = runTabloom(['start'], { ...settings, ...environment });
  running.push(tabloom);
  return tabloom;
}

async function addressOf(tabloom: Running): Promise<string> {
  return (await tabloom.says(/Open\s+(http:\S+)/))[1]!;
}

async function postmasterPid(): Promise<number> {
  return Number((await readFile(join(dataDir.dir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('Ctrl-C stops everything, the database too, and a second start finds the data again', async () => {
  const signer = await createSigner();
  const first = start();
  const before = await signInHost(await addressOf(first), signer);
  const me = (await before.call<MeResponse>('GET', '/v1/me')).body;
  const database = await postmasterPid();
  first.process.kill('SIGINT');
  expect(await first.ended).toBe(0);
  expect(isAlive(database)).toBe(false);
  const again = await signInHost(await addressOf(start()), signer);
  expect((await again.call<MeResponse>('GET', '/v1/me')).body.volunteerId).toBe(me.volunteerId);
});

test('a start after kill -9 cleans up the orphaned database and goes on', async () => {
  const signer = await createSigner();
  const first = start();
  const before = await signInHost(await addressOf(first), signer);
  const me = (await before.call<MeResponse>('GET', '/v1/me')).body;
  first.process.kill('SIGKILL');
  expect(await first.ended).toBe('SIGKILL');
  const again = await signInHost(await addressOf(start()), signer);
  expect((await again.call<MeResponse>('GET', '/v1/me')).body.volunteerId).toBe(me.volunteerId);
});

test('a second instance on the same data is refused, and the first goes on', async () => {
  const url = await addressOf(start());
  const second = start();
  expect(await second.ended).toBe(1);
  expect(second.output()).toMatch(/DATA_DIR/);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

test('a port in use ends with a sentence that says what to do, and leaves no database behind', async () => {
  const blocker = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => blocker.once('listening', resolve));
  const { port } = blocker.address() as { port: number };
  const tabloom = start({ PORT: String(port) });
  expect(await tabloom.ended).toBe(1);
  expect(tabloom.output()).toContain(`Port ${port} on 127.0.0.1 is in use`);
  await expect(postmasterPid()).rejects.toThrow(/ENOENT/);
  blocker.close();
});

test('a setting that cannot be is named with what it takes', async () => {
  const tabloom = start({ PORT: 'eighty' });
  expect(await tabloom.ended).toBe(1);
  expect(tabloom.output()).toContain("PORT must be a whole number from 0 to 65535, not 'eighty'");
});

test.each([
  [{ DATABASE_URL: 'nonsense' }, 'DATABASE_URL must be an address such as postgres://'],
  [{ PUBLIC_ORIGIN: 'foo' }, 'PUBLIC_ORIGIN must be an address such as https://'],
  [{ DATA_DIR: '/dev/null' }, 'DATA_DIR /dev/null cannot be used'],
])('%o ends with a sentence, not with a stack', async (environment, sentence) => {
  const tabloom = start(environment);
  expect(await tabloom.ended).toBe(1);
  expect(tabloom.output()).toContain(sentence);
  expect(tabloom.output()).not.toMatch(/\n\s+at /);
});
