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
      // Comlink made it of a message port of its own: its last message could come after the answer.
      const remote = onProgress as Remote<(progress: RunProgress) => void>;
      let heard: Promise<void> | undefined;
      try {
        const answer = await compute.run(request, (progress) => {
          heard = remote(progress);
        });
        await heard;
        return answer;
      } finally {
        // It would stay open.
        remote[releaseProxy]();
      }
    },
  };
  expose(api, endpoint);
}
