// oxlint-disable no-restricted-imports -- downloads are tested against a real server that misbehaves on purpose.
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Sha256 } from '../../protocol/ids.ts';
import { fetchArtifact, type ArtifactDeps, type ArtifactStore } from './artifacts.ts';
import { createConnection } from './connection.ts';
import type { Piece, VolunteerEvent } from './events.ts';
import { createMemoryStore } from './memoryStore.ts';
import type { Download } from './state.ts';

const BYTES = new Uint8Array(300_000).map((_, index) => (index * 31) % 251);
const NAME = createHash('sha256').update(BYTES).digest('hex') as Sha256;

type Answer = (response: ServerResponse, from: number, request: IncomingMessage) => void;

const MODEL: Piece = { kind: 'model', project: 'Pages' };
let server: Server;
let url: string;
let answers: Answer[] = [];
let ranges: (string | undefined)[] = [];

beforeEach(async () => {
  [answers, ranges] = [[], []];
  server = createServer((request, response) => {
    ranges.push(request.headers.range);
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    (answers.shift() ?? whole)(response, from, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const whole: Answer = (response, from) => {
  const rest = BYTES.subarray(from);
  response.writeHead(from > 0 ? 206 : 200, { 'content-length': rest.length }).end(rest);
};

/** Promises all, sends some, hangs up. */
const cutAfter =
  (bytes: number): Answer =>
  (response, from) => {
    const rest = BYTES.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': rest.length });
    response.write(rest.subarray(0, bytes), () => setImmediate(() => response.destroy()));
  };

const wrong: Answer = (response) => void response.writeHead(200).end(BYTES.toReversed());

const refuse =
  (status: number, code: string): Answer =>
  (response) => {
    response
      .writeHead(status, { 'retry-after': '0' })
      .end(JSON.stringify({ error: { code, message: 'no' } }));
  };

/** A matcher would take a second for so many elements. */
const isRight = (bytes: Uint8Array | undefined): boolean =>
  bytes !== undefined && Buffer.compare(bytes, BYTES) === 0;

function fetchIt(
  changes: Partial<ArtifactDeps> = {},
  signal = new AbortController().signal,
): {
  bytes: Promise<Uint8Array>;
  log: VolunteerEvent[];
  downloads: (Download | undefined)[];
  store: ArtifactStore;
} {
  const log: VolunteerEvent[] = [];
  const downloads: (Download | undefined)[] = [];
  const store = changes.store ?? createMemoryStore(() => 0);
  const connection = createConnection({
    coordinatorUrl: url,
    identity: () => Promise.reject(new Error('A download needs no identity.')),
    clock: () => 0,
  });
  const deps: ArtifactDeps = {
    store,
    open: (inner, sha256, from) => connection.openArtifact(inner, sha256, from),
    random: () => 0,
    onDownload: (download) => downloads.push(download),
    notice: (event) => log.push(event),
    ...changes,
  };
  return { bytes: fetchArtifact(signal, NAME, MODEL, deps), log, downloads, store };
}

test('downloads with progress, keeps it, and needs no network the next time', async () => {
  const { bytes, downloads, store } = fetchIt();
  expect(isRight(await bytes)).toBe(true);
  expect(downloads[0]).toEqual({ what: MODEL, receivedBytes: 0, totalBytes: BYTES.length });
  expect(downloads.at(-2)).toMatchObject({ receivedBytes: BYTES.length });
  expect(downloads.at(-1)).toBeUndefined();
  expect(await store.list()).toEqual([NAME]);
  expect(isRight(await fetchIt({ store }).bytes)).toBe(true);
  expect(ranges).toHaveLength(1);
});

test('goes on where a broken connection ended, twice', async () => {
  answers = [cutAfter(100_000), cutAfter(100_000)];
  const { bytes, downloads } = fetchIt();
  expect(isRight(await bytes)).toBe(true);
  expect(ranges[0]).toBeUndefined();
  expect(ranges[1]).toMatch(/^bytes=[1-9]\d*-$/);
  expect(ranges).toHaveLength(3);
  for (const download of downloads) expect(download?.totalBytes ?? BYTES.length).toBe(BYTES.length);
});

test('gives up after three broken connections', async () => {
  answers = [cutAfter(1000), cutAfter(1000), cutAfter(1000)];
  const { bytes, downloads } = fetchIt();
  await expect(bytes).rejects.toMatchObject({ code: 'coordinator_away' });
  expect(ranges).toHaveLength(3);
  expect(downloads.at(-1)).toBeUndefined();
});

test('a server that ignores the range is read from the start', async () => {
  answers = [cutAfter(100_000), (response) => void response.writeHead(200).end(BYTES)];
  expect(isRight(await fetchIt().bytes)).toBe(true);
});

test('a server that refuses the range is asked for the whole', async () => {
  answers = [cutAfter(100_000), (response) => void response.writeHead(416).end()];
  expect(isRight(await fetchIt().bytes)).toBe(true);
  expect(ranges[2]).toBeUndefined();
});

test('a coordinator that is restarting is asked again', async () => {
  answers = [refuse(503, 'database_away'), refuse(503, 'shutting_down')];
  expect(isRight(await fetchIt().bytes)).toBe(true);
});

test('an error that does not pass is told at once', async () => {
  answers = [refuse(404, 'not_found')];
  await expect(fetchIt().bytes).rejects.toMatchObject({ code: 'not_found' });
  expect(ranges).toHaveLength(1);
});

test('wrong bytes are fetched once more', async () => {
  answers = [wrong];
  const { bytes, log } = fetchIt();
  expect(isRight(await bytes)).toBe(true);
  expect(log).toEqual([{ type: 'download-damaged' }]);
});

test('wrong bytes twice are an error, and nothing is kept', async () => {
  answers = [wrong, wrong];
  const { bytes, store } = fetchIt();
  await expect(bytes).rejects.toMatchObject({ code: 'artifact_hash_mismatch' });
  expect(await store.list()).toEqual([]);
});

test('a damaged entry of the store is dropped and fetched again', async () => {
  const store = createMemoryStore(() => 0);
  await store.put(NAME, BYTES.toReversed());
  const { bytes, log } = fetchIt({ store });
  expect(isRight(await bytes)).toBe(true);
  expect(log).toEqual([{ type: 'kept-file-damaged' }]);
  expect(isRight(await store.get(NAME))).toBe(true);
});

test('without room it is used without being kept', async () => {
  const { bytes, log, store } = fetchIt({ store: createMemoryStore(() => 0, 1000) });
  expect(isRight(await bytes)).toBe(true);
  expect(log).toEqual([{ type: 'no-room', piece: MODEL }]);
  expect(await store.list()).toEqual([]);
});

test('an abort ends the download at once', async () => {
  const controller = new AbortController();
  answers = [(response) => void response.writeHead(200, { 'content-length': 9 }).write('abc')];
  const { bytes, downloads } = fetchIt({}, controller.signal);
  while (downloads.length < 2) await new Promise((resolve) => setImmediate(resolve));
  controller.abort();
  await expect(bytes).rejects.toMatchObject({ name: 'AbortError' });
  expect(downloads.at(-1)).toBeUndefined();
});
