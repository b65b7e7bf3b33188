import { expect, test } from 'vitest';
import type { Capabilities } from '../../protocol/work.ts';
import { hasStarted } from './engineStart.ts';
import type { Phase } from './state.ts';

const capabilities: Capabilities = {
  numericClass: {
    engine: 'onnxruntime-web',
    executionProvider: 'wasm',
    threads: 1,
    adapterVendor: '',
    adapterArchitecture: '',
    f16: false,
    platform: 'Node 20',
  },
  gflops: 1,
  features: [],
  limits: {},
};
const starts = (before: Phase, after: Phase): boolean =>
  hasStarted({ phase: before, capabilities }, { phase: after, capabilities });

test.each<[Phase, Phase]>([
  ['idle', 'starting'],
  ['stuck', 'starting'],
  ['paused', 'working'],
  ['pausing', 'working'],
  ['resting', 'finishing'],
  ['paused', 'waiting'],
  ['resting', 'offline'],
])('from %s to %s an engine starts', (before, after) => {
  expect(starts(before, after)).toBe(true);
});

test.each<[Phase, Phase]>([
  ['starting', 'working'],
  ['working', 'waiting'],
  ['waiting', 'working'],
  ['offline', 'working'],
  ['working', 'finishing'],
  ['working', 'paused'],
  ['working', 'resting'],
  ['working', 'idle'],
  ['paused', 'resting'],
])('from %s to %s none does', (before, after) => {
  expect(starts(before, after)).toBe(false);
});

test('the first engine, and one that takes over, starts while the phase stays', () => {
  const phase = 'working';
  const other = { ...capabilities, gflops: 2 };
  expect(hasStarted({ phase: 'starting' }, { phase: 'starting', capabilities })).toBe(true);
  expect(hasStarted({ phase, capabilities }, { phase, capabilities: other })).toBe(true);
});
