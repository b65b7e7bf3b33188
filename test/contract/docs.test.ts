// What the documents list is what there is: error codes, tables and columns, routes, limits.

import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hardDeadlineMs, LEASE_MS, PAUSE_MS } from '../../src/domain/deadlines.ts';
import { MAX_COUNTED_TASKS, MAX_FAILED_TASKS } from '../../src/domain/workunit.ts';
import { DEFAULT_SETTINGS } from '../../src/coordinator/settings.ts';
import { ERROR_STATUS } from '../../src/protocol/errors.ts';
import { ROUTES, type Route } from '../../src/protocol/routes.ts';
import { query, startCoordinator, type TestCoordinator } from '../support/coordinator.ts';
import { send } from '../support/wire.ts';

const readDoc = (name: string) => readFile(new URL(`../../docs/${name}`, import.meta.url), 'utf8');

let coordinator: TestCoordinator;
beforeAll(async () => {
  coordinator = await startCoordinator();
});
afterAll(() => coordinator.close());

test('errors.md has every code once, with its status', async () => {
  const rows = (await readDoc('errors.md')).matchAll(/^\| `(\w+)` \| (\d+) \| .+ \| .+ \|$/gm);
  const listed = [...rows].map(([, code, status]) => [code, Number(status)] as const);
  expect(new Set(listed.map(([code]) => code)).size).toBe(listed.length);
  expect(Object.fromEntries(listed)).toEqual(ERROR_STATUS);
});

test('schema.md names every table and column of the database, and no others', async () => {
  const columns = await query<{ table: string; column: string }>(
    coordinator.databaseUrl,
    `select table_name as "table", column_name as "column" from information_schema.columns
      where table_schema = 'public' order by table_name, column_name`,
  );
  const real: Record<string, string[]> = {};
  for (const { table, column } of columns) (real[table] ??= []).push(column);
  const listed: Record<string, string[]> = {};
  for (const section of (await readDoc('schema.md')).split(/^## /m).slice(1)) {
    const table = section.slice(0, section.indexOf('\n'));
    const [, rows] = /^\| column \| meaning \|\n\|[-|]+\|\n((?:\|.*\n)*)/m.exec(section) ?? [];
    if (rows === undefined) continue;
    const cells = [...rows.matchAll(/^\| ([^|]*) \|/gm)].map((match) => match[1]!);
    listed[table] = cells
      .flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map((match) => match[1]!))
      .toSorted(byName);
  }
  expect(listed).toEqual(real);
});

const byName = (a: string, b: string) => (a < b ? -1 : 1);

test('protocol.md gives the limits and times that the code has', async () => {
  const text = await readDoc('protocol.md');
  expect(text).toContain(`${LEASE_MS / 1000} s after the lease`);
  expect(PAUSE_MS).toBe(10 * 60_000);
  expect(hardDeadlineMs(0, 1)).toBe(30 * 60_000);
  expect(text).toContain(`| results a workunit may gather | ${MAX_COUNTED_TASKS} |`);
  expect(MAX_FAILED_TASKS).toBe(3);
  expect(text).toContain(`| JSON body | ${DEFAULT_SETTINGS.maxBodyBytes / 2 ** 20} MiB |`);
  expect(text).toContain(`| artifact | ${DEFAULT_SETTINGS.maxArtifactBytes / 2 ** 20} MiB |`);
});

describe('the OpenAPI description', () => {
  type OpenApi = { openapi: string; paths: Record<string, Record<string, { operationId: string }>> };
  const routes: [string, Route][] = Object.entries(ROUTES);

  test('has every route of the protocol', async () => {
    const { body } = await send(`${coordinator.url}/v1/openapi.json`);
    const { openapi, paths } = body as OpenApi;
    expect(openapi).toBe('3.1.0');
    for (const [operationId, { path, method }] of routes)
      expect(paths[path]?.[method]).toMatchObject({ operationId });
  });

  test.each(routes)(
    '%s is served, and wants a token where it says so',
    async (_, { path, method, auth, responseType }) => {
      if (responseType === 'text/event-stream') return;
      const url =
        coordinator.url + path.replace('{sha256}', 'ab'.repeat(32)).replace('{id}', crypto.randomUUID());
      const answer = await send(url, {
        method: method.toUpperCase(),
        ...(method === 'get' ? {} : { body: '{}' }),
      });
      expect(answer.text).not.toContain('There is no GET /');
      expect(answer.text).not.toContain('See /v1/openapi.json');
      expect(answer.status === 401).toBe(auth === 'bearer');
      expect(answer.status).toBeLessThan(500);
    },
  );

  test('the event stream tells of what changed', async () => {
    const stop = new AbortController();
    const response = await fetch(`${coordinator.url}/v1/events`, { signal: stop.signal });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const reader = response.body!.getReader();
    const first = new TextDecoder().decode((await reader.read()).value);
    stop.abort();
    expect(first).toMatch(/^event: live\ndata: \{"stats":\{/);
  });
});

test('the documents name each other, and nothing that is not there', async () => {
  for (const name of ['protocol.md', 'errors.md', 'schema.md', 'submit-with-curl.md']) {
    const text = await readDoc(name);
    const links = [...text.matchAll(/\]\(([\w./-]+)\)/g)].map((match) => match[1]!);
    const files = [...text.matchAll(/`((?:src|test|docs)\/[\w./-]+\.\w+)`/g)].map(
      (match) => `../${match[1]!}`,
    );
    for (const target of [...links, ...files]) await expect(readDoc(target), target).resolves.toBeTruthy();
  }
});
