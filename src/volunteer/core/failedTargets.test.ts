import { beforeEach, expect, test } from 'vitest';
import type { EngineTarget } from '../../../workers/api.ts';
import { createFailedTargets, type FailedTargets } from './failedTargets.ts';

const card: EngineTarget = { executionProvider: 'webgpu', threads: 1 };
const four: EngineTarget = { executionProvider: 'wasm', threads: 4 };
const one: EngineTarget = { executionProvider: 'wasm', threads: 1 };
const ladder = [card, four, one];

let failed: FailedTargets;
beforeEach(() => {
  failed = createFailedTargets();
});

test('rung after rung, and a card never again', () => {
  expect(failed.next(ladder)).toBe(card);
  failed.add(card, 'lost', true);
  expect([failed.has(card), failed.next(ladder)]).toEqual([true, four]);
  failed.worked();
  expect([failed.has(card), failed.next([card])]).toEqual([true, undefined]);
});

test('the processor gets four chances in a row when nothing else is left', () => {
  for (const target of ladder) failed.add(target, 'crashed', true);
  expect(failed.next(ladder)).toBe(one);
  failed.add(one, 'crashed', true);
  failed.worked();
  for (let i = 0; i < 3; i++) failed.add(one, 'crashed', true);
  expect(failed.next([card, one])).toBe(one);
  failed.add(one, 'out of memory', true);
  expect(failed.next([card, one])).toBeUndefined();
  expect(failed.reasons).toContain('wasm on 1 thread: out of memory');
});

test('what does not start has no other chance, until the person tries again', () => {
  failed.add(one, 'crashed', true);
  failed.add(one, 'no WebAssembly', false);
  expect(failed.next([one])).toBeUndefined();
  failed.clear();
  expect([failed.next([one]), failed.reasons]).toEqual([one, '']);
});
