// The whole volunteer with its real engine, as far as it goes without a coordinator: silent before Start, patient
// while nobody answers, and nothing left over after close.

import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Volunteer, VolunteerState } from '../volunteer/core/state.ts';
import { createHeadless } from './volunteer.ts';

const real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };
const timers = new Set<unknown>();

let folder = '';
let url = '';
let requests = 0;
let refuse: () => void;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tabloom-headless-'));
  requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    const error = { code: 'client_too_old', message: 'Reload the page.' };
    request.resume().on('end', () => response.writeHead(426).end(JSON.stringify({ error })));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  refuse = () => {
    server.closeAllConnections();
    server.close();
  };
  countTimers();
});

afterEach(async () => {
  refuse();
  Object.assign(globalThis, real);
  await rm(folder, { recursive: true });
});

/** Every timer of ours that is still to fire. */
function countTimers(): void {
  timers.clear();
  const setTimer = (run: () => void, ms?: number): unknown => {
    const timer = real.setTimeout(() => {
      timers.delete(timer);
      run();
    }, ms);
    // Node's fetch keeps timers of its own.
    if (!/^.*\n.*\n.*node:internal/.test(new Error('set here').stack ?? '')) timers.add(timer);
    return timer;
  };
  const clearTimer = (timer: NodeJS.Timeout | undefined): void => {
    timers.delete(timer);
    real.clearTimeout(timer);
  };
  Object.assign(globalThis, { setTimeout: setTimer, clearTimeout: clearTimer });
}

function open(): Promise<Volunteer> {
  const keyFile = join(folder, 'host.pem');
  return createHeadless({ coordinatorUrl: url, keyFile, cacheDir: join(folder, 'cache'), threads: 1 });
}

function until(volunteer: Volunteer, isIt: (state: VolunteerState) => boolean): Promise<VolunteerState> {
  return new Promise((resolve) => {
    const look = (state: VolunteerState): void => {
      if (!isIt(state)) return;
      stop();
      resolve(state);
    };
    const stop = volunteer.subscribe(look);
    look(volunteer.state);
  });
}

test('nothing is sent and nothing runs before Start', async () => {
  const volunteer = await open();
  expect(volunteer.state).toEqual({
    phase: 'idle',
    queued: 0,
    rowsPerSecond: 0,
    duty: 1,
    strain: 1,
    visit: { tasks: 0, rows: 0, computeMs: 0 },
    log: [],
  });
  volunteer.pause();
  volunteer.finish();
  await volunteer.close();
  expect(volunteer.state.phase).toBe('idle');
  expect([requests, timers.size]).toEqual([0, 0]);
});

test('without a coordinator it proves its engine, says when it tries again, and closes without a trace', async () => {
  refuse();
  const volunteer = await open();
  volunteer.start();
  const offline = await until(
    volunteer,
    (state) => state.phase === 'offline' && state.capabilities !== undefined,
  );
  expect(offline.problem?.code).toBe('coordinator_away');
  expect(offline.nextTryAt).toBeTypeOf('number');
  expect(timers.size).toBeGreaterThan(0);
  expect(offline.capabilities?.numericClass).toMatchObject({ executionProvider: 'wasm', threads: 1 });
  volunteer.pause();
  await until(volunteer, (state) => state.phase === 'paused');
  volunteer.start();
  await volunteer.close();
  expect(volunteer.state.phase).toBe('idle');
  expect(timers.size).toBe(0);
});

test('Finish ends a start that gets nowhere, and Start works again', async () => {
  refuse();
  const volunteer = await open();
  volunteer.start();
  await until(volunteer, (state) => state.phase === 'offline');
  volunteer.finish();
  await until(volunteer, (state) => state.phase === 'idle');
  volunteer.start();
  await until(volunteer, (state) => state.phase === 'offline');
  await volunteer.close();
  expect(timers.size).toBe(0);
});

test('what only the person can mend leaves it stuck, with the reason, until Start', async () => {
  const volunteer = await open();
  volunteer.start();
  const stuck = await until(volunteer, (state) => state.phase === 'stuck');
  expect(stuck.problem).toMatchObject({ code: 'client_too_old', message: 'Reload the page.' });
  expect(stuck.log.at(-1)?.event).toMatchObject({ type: 'stopped', error: { message: 'Reload the page.' } });
  expect([requests, timers.size]).toEqual([1, 0]);
  volunteer.start();
  expect(volunteer.state).toMatchObject({ phase: 'starting' });
  expect(volunteer.state.problem).toBeUndefined();
  await until(volunteer, (state) => state.phase === 'stuck');
  await volunteer.close();
  expect(timers.size).toBe(0);
});
