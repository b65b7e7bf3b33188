// The compute worker in a Node thread. Loaded by compute.thread.mjs, never imported elsewhere.

import { totalmem } from 'node:os';
import { parentPort } from 'node:worker_threads';

import { TabloomError } from '../protocol/errors.ts';
import type { Platform } from '../../workers/engines/platform.ts';
import { exposeCompute } from '../../workers/expose.ts';
import { nodeEndpoint } from './nodeEndpoint.ts';

const nodePlatform: Platform = {
  name: `Node ${process.versions.node.split('.')[0]}`,
  memoryMb: Math.floor(totalmem() / 2 ** 20),
  async loadRuntime({ executionProvider, threads }) {
    if (executionProvider !== 'wasm') {
      throw new TabloomError(
        'engine_unavailable',
        'Node has no WebGPU; the headless volunteer computes on Wasm.',
      );
    }
    return { ort: await import('onnxruntime-web'), threads };
  },
};

if (!parentPort) throw new Error('compute.thread.ts is the body of a worker thread.');
exposeCompute(nodePlatform, nodeEndpoint(parentPort));
