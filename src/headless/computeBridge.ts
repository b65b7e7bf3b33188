// Opens the compute worker in a Node thread: the same programs and engine as in a tab, on Wasm.

import { Worker } from 'node:worker_threads';
import { wrap } from 'comlink';

import type { Compute, ComputeApi } from '../../workers/api.ts';
import { createComputeHandle } from '../volunteer/core/computeHandle.ts';
import { nodeEndpoint } from './nodeEndpoint.ts';

/** A fresh thread without an engine. It keeps the process alive until `terminate`. */
export function openCompute(): Compute {
  // No flags of the parent's: the thread loads TypeScript by itself.
  const worker = new Worker(new URL('./compute.thread.mjs', import.meta.url), {
    execArgv: [],
    name: 'tabloom-compute',
  });
  const { compute, die, hear } = createComputeHandle(
    wrap<ComputeApi>(nodeEndpoint(worker)),
    () => void worker.terminate(),
  );
  worker.on('message', hear);
  worker.on('messageerror', (error) =>
    die(`A message of the compute thread could not be read: ${error.message}`),
  );
  worker.on('error', (error: unknown) => {
    die(`The compute thread crashed: ${error instanceof Error ? error.message : String(error)}`);
  });
  worker.on('exit', (code) => die(`The compute thread ended with code ${code}.`));
  return compute;
}
