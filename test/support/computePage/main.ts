// A page that does nothing but hold compute workers, for tests that drive the browser's bridge from outside.

import type { WireError } from '../../../src/protocol/errors.ts';
import type { Capabilities } from '../../../src/protocol/work.ts';
import { decodeBase64 } from '../../../src/util/base64.ts';
import { openCompute } from '../../../src/volunteer/browser/computeBridge.ts';
import type {
  Compute,
  EngineTarget,
  Reply,
  RunProgress,
  RunRequest,
  RunResult,
} from '../../../workers/api.ts';

export type ComputePage = {
  /** Opens a worker; the later calls speak to the last one opened. */
  open(): void;
  start(target: EngineTarget): Promise<Reply<Capabilities> & { startMs: number }>;
  /** `artifacts` in base64 by hash; `haltAfterRows` halts once, then goes on from the partial run. */
  run(
    request: RunRequest,
    artifacts: Record<string, string>,
    haltAfterRows?: number,
  ): Promise<{ reply: Reply<RunResult>; progress: RunProgress[]; halts: number }>;
  died(): Promise<WireError>;
  terminate(): void;
};

declare global {
  // `var` is what declares a property of globalThis.
  // oxlint-disable-next-line no-var
  var computePage: ComputePage;
}

let compute: Compute;

globalThis.computePage = {
  open() {
    compute = openCompute();
  },
  async start(target) {
    const startedAt = performance.now();
    const reply = await compute.start(target);
    return { ...reply, startMs: performance.now() - startedAt };
  },
  async run(request, artifacts, haltAfterRows) {
    for (const sha256 of await compute.missing(request.program, request.inputs)) {
      await compute.provide(sha256, decodeBase64(artifacts[sha256] ?? ''));
    }
    const progress: RunProgress[] = [];
    let halts = 0;
    const onProgress = (step: RunProgress): void => {
      progress.push(step);
      if (haltAfterRows !== undefined && halts === 0 && step.rowsDone >= haltAfterRows) void compute.halt();
    };
    let reply = await compute.run(request, onProgress);
    while (reply.ok && !reply.value.done) {
      halts++;
      reply = await compute.run({ ...request, resumeFrom: reply.value.partial }, onProgress);
    }
    return { reply, progress, halts };
  },
  died: () => compute.died,
  terminate: () => compute.terminate(),
};
