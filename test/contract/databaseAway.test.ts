// The database goes away under a running coordinator and comes back: clear refusals, nothing lost, nothing twice.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createServer } from '../../src/coordinator/server.ts';
import type { ResultsResponse } from '../../src/protocol/work.ts';
import { creditOf, readBooks } from '../support/books.ts';
import { startCoordinator, startPeer, type TestCoordinator } from '../support/coordinator.ts';
import { startOwnPostgres, type OwnPostgres } from '../support/ownPostgres.ts';
import { NUMERIC_CLASS, signInHosts, type SimulatedHost } from '../support/simulatedHost.ts';
import { createTinyJob, tinyOutputs } from '../support/tinyJob.ts';
import { bearer, expectRefusal, post, send, type Sent } from '../support/wire.ts';

let postgres: OwnPostgres;
let coordinator: TestCoordinator;
let hosts: SimulatedHost[];
const complaints: string[] = [];

beforeAll(async () => {
  postgres = await startOwnPostgres();
  const log = (line: string) => void complaints.push(line);
  coordinator = await startCoordinator({ databaseUrl: postgres.url, log, sweepMs: 20 });
});
afterAll(async () => {
  await coordinator.close();
  await postgres.remove();
});
beforeEach(async () => {
  await createTinyJob(coordinator.url, { rows: 2 });
  hosts = await signInHosts(coordinator.url, 2);
});

const at = (path: string) => `${coordinator.url}${path}`;

function expectAway(answer: Sent): void {
  expectRefusal(answer, 'database_away', /The database is away. Nothing is lost; try again/);
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('3');
  expect(answer.body).toMatchObject({ error: { retryAfterMs: 3000 } });
}

async function untilReady(): Promise<void> {
  await expect
    .poll(async () => (await send(at('/healthz'))).status, { timeout: 20_000, interval: 50 })
    .toBe(200);
}

/** What a host sends for one task, so that it can be sent again unchanged. */
async function buildReport(host: SimulatedHost) {
  const [task] = await host.lease();
  const { taskId, leaseToken } = task!;
  const outputs = tinyOutputs(0, 2);
  const body = { results: [{ taskId, leaseToken, numericClass: NUMERIC_CLASS, computeMs: 1, outputs }] };
  return () => post(at('/v1/results'), body, bearer(host.token));
}

test('every route says so, healthz too; what needs no database goes on; then all is as before', async () => {
  const report = await buildReport(hosts[0]!);
  await postgres.stop();
  const headers = bearer(hosts[0]!.token);
  const health = await send(at('/healthz'));
  expect(health).toMatchObject({ status: 503, body: { ready: false, reason: 'The database is away.' } });
  expectAway(await report());
  expectAway(await send(at('/v1/me'), { headers }));
  expectAway(await send(at('/v1/projects')));
  expectAway(await send(at('/v1/cloth')));
  const capabilities = { numericClass: NUMERIC_CLASS, gflops: 1 };
  expectAway(await post(at('/v1/leases'), { capabilities, seconds: 1 }, headers));
  expect(await send(at('/v1/hello'))).toMatchObject({ status: 200 });
  expect(await send(at('/v1/openapi.json'))).toMatchObject({ status: 200 });
  expect(await post(at('/v1/results'), '{', headers)).toMatchObject({ status: 400 });

  await postgres.startAgain();
  await untilReady();
  expect((await report()).body).toMatchObject({ results: [{ state: 'pending' }] });
  expect((await (await buildReport(hosts[1]!))()).body).toMatchObject({ results: [{ state: 'valid' }] });
  for (const host of hosts) expect(await creditOf(host)).toMatchObject({ heldMicro: '1' });
  // Many sweeps failed in between; the operator reads of it once.
  await expect.poll(() => complaints).toHaveLength(2);
  expect(complaints).toEqual([
    'A sweep failed and will be tried again: the database is away.',
    'Sweeps succeed again.',
  ]);
});

test('a crash in the middle of many requests: each is answered, and asking again brings it to one end', async () => {
  const reports = [await buildReport(hosts[0]!), await buildReport(hosts[1]!)];
  const reads = () => Array.from({ length: 40 }, () => send(at('/v1/projects')));
  const underWay = reads();
  const crash = postgres.crash();
  const during = await Promise.all([...underWay, ...reports.map((report) => report()), ...reads()]);
  await crash;
  for (const answer of during) if (answer.status !== 200) expectAway(answer);

  await postgres.startAgain();
  await untilReady();
  const states: unknown[] = [];
  for (const report of reports) states.push(((await report()).body as ResultsResponse).results[0]!.state);
  for (const report of reports) states.push(((await report()).body as ResultsResponse).results[0]!.state);
  expect(states.slice(2)).toEqual(['valid', 'valid']);
  for (const host of hosts)
    expect(await creditOf(host)).toEqual({ pendingMicro: '0', heldMicro: '1', availableMicro: '0' });
  await readBooks(postgres.url);
  expect(complaints.filter((line) => line.startsWith('Unexpected error'))).toEqual([]);
});

describe('a start', () => {
  test('on a port that is taken says which, and what to do; closing it then is no trouble', async () => {
    const { databaseUrl, dataDir } = coordinator;
    const second = await createServer({ databaseUrl, dataDir, sweepMs: 0 });
    const port = Number(new URL(coordinator.url).port);
    await expect(second.listen(port, '127.0.0.1')).rejects.toMatchObject({
      message: `Port ${port} on 127.0.0.1 is in use. Stop what listens there, or set PORT to another one.`,
    });
    await second.close();
    expect(await send(at('/healthz'))).toMatchObject({ status: 200 });
  });

  test('on an address that is not of this machine says so', async () => {
    const { databaseUrl, dataDir } = coordinator;
    const second = await createServer({ databaseUrl, dataDir, sweepMs: 0 });
    await expect(second.listen(0, '192.0.2.1')).rejects.toThrow(/Cannot listen on 192.0.2.1:0/);
    await second.close();
  });

  test('without a database says so', async () => {
    const { dataDir } = coordinator;
    const databaseUrl = 'postgres://nobody:secret@127.0.0.1:1/tabloom';
    const failed = createServer({ databaseUrl, dataDir, sweepMs: 0 });
    await expect(failed).rejects.toMatchObject({ code: 'database_away' });
    await expect(failed).rejects.not.toThrow(/secret/);
  });

  test('of two at once on an empty database migrates it once', async () => {
    const fresh = await startCoordinator();
    const peers = await Promise.all([startPeer(fresh), startPeer(fresh), startPeer(fresh)]);
    for (const peer of peers) await peer.close();
    await fresh.close();
  });
});
