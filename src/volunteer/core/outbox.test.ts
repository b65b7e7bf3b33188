// oxlint-disable no-restricted-imports -- results are posted over a real socket.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TaskId } from '../../protocol/ids.ts';
import type { ResultItem } from '../../protocol/work.ts';
import { createBoard, type Board } from './board.ts';
import { createConnection } from './connection.ts';
import { createMemoryKeyStore, openIdentity } from './identity.ts';
import type { VolunteerEvent } from './events.ts';
import { createLink } from './link.ts';
import { createOutbox, failureOf, type Outbox } from './outbox.ts';

type Reply = { status: number; body: unknown };

const ID = '018f0000-0000-7000-8000-000000000001';
let server: Server;
let board: Board;
let outbox: Outbox;
let bodies: string[] = [];
/** What the coordinator answers to the next bodies; with none left, all is pending. */
let replies: ((items: ResultItem[]) => Reply)[] = [];
let controller: AbortController;
let running: Promise<void>;

const pending = (items: ResultItem[]): Reply => ({
  status: 200,
  body: { results: items.map(({ taskId }) => ({ taskId, state: 'pending' })) },
});
const refuse =
  (status: number, code: string): (() => Reply) =>
  () => ({ status, body: { error: { code, message: `It said ${code}.` } } });

function item(name: string): ResultItem {
  const numericClass = {
    engine: 'onnxruntime-web',
    executionProvider: 'wasm',
    threads: 1,
    adapterVendor: '',
    adapterArchitecture: '',
    f16: false,
    platform: 'Node 20',
  } as const;
  return {
    taskId: name as TaskId,
    leaseToken: 'secret',
    numericClass,
    computeMs: 1,
    outputs: { text: { type: 'text', values: [name] } },
  };
}

function answer(path: string, body: string): Reply {
  const expiresAt = '2126-01-01T00:00:00Z';
  if (path === '/v1/challenges') return { status: 200, body: { message: 'Tabloom sign-in\n', expiresAt } };
  if (path === '/v1/sessions') {
    return { status: 200, body: { token: 'token', expiresAt, volunteerId: ID, hostId: ID } };
  }
  bodies.push(body);
  return (replies.shift() ?? pending)(JSON.parse(body).results);
}

beforeEach(async () => {
  [bodies, replies] = [[], []];
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += String(chunk)));
    request.on('end', () => {
      const { status, body } = answer(request.url ?? '', text);
      response.writeHead(status).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const clock = (): number => Date.now();
  board = createBoard(clock);
  const keys = createMemoryKeyStore();
  outbox = createOutbox({
    connection: createConnection({
      coordinatorUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      identity: () => openIdentity(keys),
      clock,
    }),
    link: createLink({ clock, now: clock, random: () => 0, onChange: () => undefined }),
    board,
    onAnswered: () => undefined,
  });
  controller = new AbortController();
});

afterEach(async () => {
  controller.abort();
  await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  server.closeAllConnections();
  server.close();
});

/** Posts what was added until all is answered; the log tells what became of it. */
async function deliver(...items: ResultItem[]): Promise<VolunteerEvent[]> {
  for (const result of items) outbox.add(result, 'Pages');
  running = outbox.run(controller.signal);
  await outbox.drained(controller.signal);
  return board.state.log.map((entry) => entry.event);
}

test('what waits goes in one request, and the same again until it is answered', async () => {
  replies = [refuse(503, 'database_away'), refuse(500, 'internal')];
  const log = await deliver(item('a'), item('b'));
  expect(log).toEqual(['a', 'b'].map(() => ({ type: 'result-sent', project: 'Pages' })));
  expect(bodies).toHaveLength(3);
  expect(new Set(bodies).size).toBe(1);
  expect(outbox.lastWords()).toEqual({ unsent: [] });
});

test('a page that goes away sends what its last request can carry, and names the rest', async () => {
  const sized = (name: string, count: number, letter = 'x'): ResultItem => ({
    ...item(name),
    outputs: { text: { type: 'text', values: [letter.repeat(count)] } },
  });
  const ref = (name: string) => ({ taskId: name, leaseToken: 'secret' });
  const items = [sized('a', 15_000), sized('b', 15_000), sized('c', 15_000)];
  for (const each of items) outbox.add(each, 'Pages');
  const { body, unsent } = outbox.lastWords();
  expect(JSON.parse(body ?? '')).toEqual({ results: items.slice(0, 2) });
  expect(unsent).toEqual([ref('c')]);
  expect(await deliver()).toHaveLength(3);
  outbox.add(sized('d', 70_000), 'Pages');
  // Three bytes each on the wire.
  outbox.add(sized('e', 14_000, '字'), 'Pages');
  expect(outbox.lastWords()).toEqual({ unsent: [ref('d'), ref('e')] });
  const small = [sized('f', 100), sized('g', 100)];
  for (const each of small) outbox.add(each, 'Pages');
  const later = outbox.lastWords();
  expect(JSON.parse(later.body ?? '')).toEqual({ results: small });
  expect(later.unsent).toEqual([ref('d'), ref('e')]);
});

test('each result has its own outcome', async () => {
  replies = [
    () => ({
      status: 200,
      body: {
        results: [
          { taskId: 'a', state: 'valid' },
          { taskId: 'b', error: { code: 'lease_lost', message: 'gone' } },
          { taskId: 'c', error: { code: 'result_malformed', message: 'Not a number.' } },
          { taskId: 'd', state: 'of a newer coordinator' },
        ],
      },
    }),
  ];
  expect(await deliver(item('a'), item('b'), item('c'), item('d'))).toEqual([
    { type: 'result-confirmed', project: 'Pages' },
    { type: 'result-late', project: 'Pages' },
    { type: 'result-refused', project: 'Pages', message: 'Not a number.' },
    { type: 'result-sent', project: 'Pages' },
  ]);
});

test('a request that is refused is split, so that one bad result takes no other with it', async () => {
  const one = (items: ResultItem[]): Reply =>
    items[0]?.taskId === 'b' ? refuse(413, 'body_too_large')() : pending(items);
  replies = [refuse(413, 'body_too_large'), one, one, one];
  const log = await deliver(item('a'), item('b'), item('c'));
  expect(log).toHaveLength(3);
  const message = 'It said body_too_large.';
  expect(log).toContainEqual({ type: 'result-refused', project: 'Pages', message });
});

test('a coordinator that stumbles over a body for ever does not hold up the rest', async () => {
  replies = Array.from({ length: 5 }, () => refuse(500, 'internal'));
  const log = await deliver(item('a'));
  expect(log).toEqual([{ type: 'result-refused', project: 'Pages', message: 'It said internal.' }]);
  expect(bodies).toHaveLength(5);
});

test('a revoked key ends the posting at once, and drops nothing', async () => {
  replies = [refuse(401, 'key_revoked')];
  for (const name of ['a', 'b']) outbox.add(item(name), 'Pages');
  await expect(outbox.run(controller.signal)).rejects.toMatchObject({ code: 'key_revoked' });
  expect(bodies).toHaveLength(1);
  expect(outbox.letters).toHaveLength(2);
  expect(await deliver()).toHaveLength(2);
});

test('outputs that no request can carry are reported as the failure that they are', async () => {
  const large = item('a');
  large.outputs = { text: { type: 'text', values: ['字'.repeat(1_200_000)] } };
  expect(await deliver(large)).toEqual([{ type: 'result-failed', project: 'Pages' }]);
  expect(JSON.parse(bodies[0] ?? '').results[0].failure.code).toBe('engine_failed');
  expect(failureOf('engine_failed', 'y'.repeat(5000)).failure.message).toHaveLength(2000);
});
