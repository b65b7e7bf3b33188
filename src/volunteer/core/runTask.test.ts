import { expect, test } from 'vitest';
import type { Lease } from './leases.ts';
import { silenceMs } from './runTask.ts';

const lease = (flops: number, rows: number, batchRows: number) =>
  ({ task: { flops, rows }, job: { program: { batchRows } } }) as unknown as Lease;
const capabilities = (gflops: number) => ({ gflops }) as Parameters<typeof silenceMs>[1];

test('a run may be silent for five minutes, and longer where a batch and its rest take longer', () => {
  expect(silenceMs(lease(1e9, 100, 1), capabilities(10), 1)).toBe(300_000);
  // Ten batches of 100 s each by the probe.
  expect(silenceMs(lease(10_000e9, 100, 10), capabilities(10), 1)).toBe(2_000_000);
  expect(silenceMs(lease(10_000e9, 100, 10), capabilities(10), 0.25)).toBe(8_000_000);
  // The whole task is one batch, on a device whose probe says nothing.
  expect(silenceMs(lease(1e9, 4, 10), capabilities(0), 0.01)).toBe(20_000_000);
});
