// Puts a compute worker behind Comlink, the same in a browser's worker and a Node thread.

import { expose, releaseProxy, type Endpoint, type Remote } from 'comlink';
import type { ComputeApi, DeathNotice, RunProgress } from './api.ts';
import { createCompute } from './compute.ts';
import { createOnnxruntimeEngine } from './engines/onnxruntime.ts';
import type { Platform } from './engines/platform.ts';

export function exposeCompute(platform: Platform, endpoint: Endpoint): void {
  const compute = createCompute(
    (target) => createOnnxruntimeEngine(target, platform),
    (died) => {
      const notice: DeathNotice = { died };
      // In a later turn, so that the failed call's own answer is sent first.
      setTimeout(() => endpoint.postMessage(notice));
    },
  );
  const api: ComputeApi = {
    ...compute,
    run: async (request, onProgress) => {
      try {
        return await compute.run(request, onProgress);
      } finally {
        // Comlink made it of a message port, which would stay open.
        (onProgress as Remote<(progress: RunProgress) => void>)[releaseProxy]();
      }
    },
  };
  expose(api, endpoint);
}
