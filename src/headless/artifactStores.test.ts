// One contract for every ArtifactStore that runs in Node: in memory, and in a folder.

import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Sha256 } from '../protocol/ids.ts';
import { createMemoryStore } from '../volunteer/core/memoryStore.ts';
import { createFileStore } from './fileStore.ts';

const [A, B, C] = ['a', 'b', 'c'].map((digit) => digit.repeat(64)) as [Sha256, Sha256, Sha256];
const bytesOf = (size: number): Uint8Array<ArrayBuffer> => new Uint8Array(size).fill(size % 256);

let folder = '';
let now = 0;
const clock = (): number => (now += 1000);

beforeEach(async () => {
  now = 1_700_000_000_000;
  folder = await mkdtemp(join(tmpdir(), 'tabloom-store-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe.each([
  ['in memory', (maxBytes: number) => createMemoryStore(clock, maxBytes)],
  ['in a folder', (maxBytes: number) => createFileStore(join(folder, 'cache'), clock, maxBytes)],
])('a store %s', (_name, create) => {
  test('is empty at first and forgives dropping what is not there', async () => {
    const store = create(100);
    expect(await store.list()).toEqual([]);
    expect(await store.get(A)).toBeUndefined();
    await store.drop(A);
    expect(await store.estimate?.()).toEqual({ freeBytes: 100 });
  });

  test('gives back what was put, each time whole, even if the caller spoils its copy', async () => {
    const store = create(100);
    const bytes = bytesOf(10);
    await store.put(A, bytes);
    bytes.fill(0);
    (await store.get(A))?.fill(0);
    expect(await store.get(A)).toEqual(bytesOf(10));
    await store.drop(A);
    expect(await store.list()).toEqual([]);
  });

  test('a second put replaces the first', async () => {
    const store = create(100);
    await store.put(A, bytesOf(60));
    await store.put(A, bytesOf(70));
    expect(await store.get(A)).toEqual(bytesOf(70));
  });

  test('lists what was used last first, and makes room at the cost of the longest unused', async () => {
    const store = create(100);
    await store.put(A, bytesOf(40));
    await store.put(B, bytesOf(40));
    expect(await store.list()).toEqual([B, A]);
    await store.get(A);
    expect(await store.list()).toEqual([A, B]);
    await store.put(C, bytesOf(40));
    expect(await store.list()).toEqual([C, A]);
  });

  test('what could never fit is refused and costs nothing', async () => {
    const store = create(100);
    await store.put(A, bytesOf(40));
    await expect(store.put(B, bytesOf(101))).rejects.toMatchObject({ code: 'storage_full' });
    expect(await store.list()).toEqual([A]);
  });
});

test('a folder keeps artifacts for the next start, and no drafts', async () => {
  await createFileStore(folder, clock).put(A, bytesOf(10));
  await writeFile(join(folder, `${B}.1234.part`), 'half');
  await writeFile(join(folder, 'notes.txt'), 'of somebody else');
  const later = createFileStore(folder, clock);
  expect(await later.list()).toEqual([A]);
  await Promise.all([later.put(C, bytesOf(20)), createFileStore(folder, clock).put(C, bytesOf(20))]);
  expect(await later.get(C)).toEqual(bytesOf(20));
  expect((await readdir(folder)).filter((name) => name.includes(C))).toEqual([C]);
});
