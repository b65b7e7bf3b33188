// A page that does nothing but hold a compute worker, for tests that drive the browser's bridge from outside.

import type { WireError } from '../../../src/protocol/errors.ts';
import type { Capabilities } from '../../../src/protocol/work.ts';
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
  /** Artifacts are served beside the page by their hash. `haltAfterRows` halts once, and goes on from there. */
  run(
    request: RunRequest,
    haltAfterRows?: number,
  ): Promise<{ reply: Reply<RunResult>; progress: RunProgress[]; halts: number; runMs: number }>;
  /** Of the run under way, or the last one. */
  rowsDone: number;
  died(): Promise<WireError>;
};

declare global {
  // Only `var` declares a property of globalThis.
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
  async run(request, haltAfterRows) {
    for (const sha256 of await compute.missing(request.program, request.inputs)) {
      const response = await fetch(`/${sha256}`);
      await compute.provide(sha256, new Uint8Array(await response.arrayBuffer()));
    }
    const startedAt = performance.now();
    const progress: RunProgress[] = [];
    let halts = 0;
    globalThis.computePage.rowsDone = 0;
    const onProgress = (step: RunProgress): void => {
      progress.push(step);
      globalThis.computePage.rowsDone = step.rowsDone;
      if (haltAfterRows !== undefined && halts === 0 && step.rowsDone >= haltAfterRows) void compute.halt();
    };
    let reply = await compute.run(request, onProgress);
    while (reply.ok && !reply.value.done) {
      halts++;
      reply = await compute.run({ ...request, resumeFrom: reply.value.partial }, onProgress);
    }
    return { reply, progress, halts, runMs: performance.now() - startedAt };
  },
  rowsDone: 0,
  died: () => compute.died,
};
