import { expect, test } from 'vitest';
import type { Sha256 } from '../src/protocol/ids.ts';
import { createArtifactStore, type Needs } from './artifacts.ts';

const hashes = ['1', '2', '3', '4', '5'].map((digit) => digit.repeat(64) as Sha256);
const [a, b, c, d, e] = hashes as [Sha256, Sha256, Sha256, Sha256, Sha256];
const needs = (model: Sha256, ...shards: Sha256[]): Needs => ({ model, alphabets: [], shards });
const kilobyte = (): Uint8Array => new Uint8Array(1000);

test('the longest unused go first', () => {
  const store = createArtifactStore(3000);
  for (const hash of [a, b, c]) store.put(hash, kilobyte());
  expect(store.missing(needs(a))).toEqual([]);
  store.put(d, kilobyte());
  expect(store.missing(needs(a, b, c, d))).toEqual([b]);
});

test('what was asked for or is in use stays, even over the limit', () => {
  const store = createArtifactStore(2000);
  for (const hash of [a, b]) store.put(hash, kilobyte());
  const letGo = store.keep(needs(a, b));
  expect(store.missing(needs(c, d))).toEqual([c, d]);
  for (const hash of [c, d, e]) store.put(hash, kilobyte());
  expect(store.missing(needs(a, b, c, d, e))).toEqual([e]);
  expect(store.missing(needs(c, d))).toEqual([]);
  letGo();
  expect(store.missing(needs(a, b, c, d))).toEqual([a, b]);
});

test('one artifact larger than the limit is still held', () => {
  const store = createArtifactStore(10);
  expect(store.missing(needs(a))).toEqual([a]);
  store.put(a, kilobyte());
  expect(store.missing(needs(a))).toEqual([]);
  expect(() => store.shard(b)).toThrow('provide it again');
});
