import { expect, test } from 'vitest';
import { energyOf } from './energy.ts';

test('an hour of two threads, and of a card', () => {
  expect(energyOf(3_600_000, { executionProvider: 'wasm', threads: 2 })).toEqual({ low: 6, high: 20 });
  expect(energyOf(3_600_000, { executionProvider: 'webgpu', threads: 1 })).toEqual({ low: 5, high: 75 });
  expect(energyOf(0, { executionProvider: 'wasm', threads: 8 })).toEqual({ low: 0, high: 0 });
});
