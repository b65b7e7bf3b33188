import { expect, test } from 'vitest';
import { ladderOf } from './ladder.ts';

const isolated = { crossOriginIsolated: true, threads: 4 };
const names = (targets: readonly { executionProvider: string; threads: number }[]) =>
  targets.map(({ executionProvider, threads }) => `${executionProvider} ${threads}`);

test('a graphics card is climbed to, unless it computed here before', () => {
  const fresh = ladderOf('auto', 'yes', isolated);
  expect([names(fresh.first), names(fresh.better)]).toEqual([['wasm 4', 'wasm 1'], ['webgpu 1']]);
  const proven = ladderOf('auto', 'yes', isolated, { executionProvider: 'webgpu', threads: 1 });
  expect([names(proven.first), names(proven.better)]).toEqual([['webgpu 1', 'wasm 4', 'wasm 1'], []]);
});

test('a card that is only imitated comes last, and none is not tried', () => {
  expect(names(ladderOf('auto', 'fallback', isolated).first)).toEqual(['wasm 4', 'wasm 1', 'webgpu 1']);
  expect(ladderOf('auto', 'no', isolated)).toEqual(ladderOf('wasm', 'yes', isolated));
});

test('without isolation there is one thread', () => {
  expect(names(ladderOf('wasm', 'yes', { crossOriginIsolated: false, threads: 4 }).first)).toEqual([
    'wasm 1',
  ]);
});
