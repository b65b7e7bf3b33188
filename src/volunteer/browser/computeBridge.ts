// Opens the compute worker in a browser: the only place that says `new Worker`.

import { wrap } from 'comlink';
import type { Compute, ComputeApi } from '../../../workers/api.ts';
import { createComputeHandle } from '../core/computeHandle.ts';

/** A fresh worker without an engine; costs a thread and 100 KB of script until `start`. */
export function openCompute(): Compute {
  const worker = new Worker(new URL('../../../workers/compute.worker.ts', import.meta.url), {
    type: 'module',
    name: 'tabloom-compute',
  });
  // Without isolation there is no shared memory: an engine call then runs on until the browser ends it.
  const interrupt = crossOriginIsolated ? new SharedArrayBuffer(4) : undefined;
  const end = (): void => worker.terminate();
  const { compute, die, hear } = createComputeHandle(wrap<ComputeApi>(worker), end, interrupt);
  worker.addEventListener('message', ({ data }) => hear(data));
  worker.addEventListener('messageerror', () => die('A message of the compute worker could not be read.'));
  worker.addEventListener('error', ({ message }) => {
    // A script that cannot be loaded gives an event without a message.
    die(message ? `The compute worker crashed: ${message}` : 'The compute worker could not be loaded.');
  });
  return compute;
}
