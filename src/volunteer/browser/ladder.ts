// Which engines a tab tries, and in which order. WebAssembly is the smaller download and starts sooner, so it computes
// first; a graphics card is started beside it and takes over if it proves faster. One that proved so before comes first.

import type { EngineTarget } from '../../../workers/api.ts';
import type { Ladder } from '../core/engines.ts';
import { threadsAllowed } from '../core/power.ts';

/** fallback: only imitated by software. */
export type GpuKind = 'yes' | 'no' | 'fallback';
export type EngineChoice = 'auto' | 'webgpu' | 'wasm';

const WEBGPU: EngineTarget = { executionProvider: 'webgpu', threads: 1 };

/**
 * `threads` counts only in an isolated page; elsewhere WebAssembly has one. A software adapter comes after
 * WebAssembly, which is a hundred times faster (one line of text: 6 to 9 s against 80 ms). `proven` is the engine
 * that completed a task in an earlier visit.
 */
export function ladderOf(
  engine: EngineChoice,
  gpu: GpuKind,
  device: { crossOriginIsolated: boolean; threads: number },
  proven?: EngineTarget,
): Ladder {
  if (engine === 'webgpu') return { first: [WEBGPU], better: [] };
  const threads = threadsAllowed(device.threads, device.crossOriginIsolated);
  const wasm: EngineTarget[] = [...new Set([threads, 1])].map((count) => ({
    executionProvider: 'wasm',
    threads: count,
  }));
  if (engine === 'wasm' || gpu === 'no') return { first: wasm, better: [] };
  if (gpu === 'fallback') return { first: [...wasm, WEBGPU], better: [] };
  if (proven?.executionProvider === 'webgpu') return { first: [WEBGPU, ...wasm], better: [] };
  return { first: wasm, better: [WEBGPU] };
}
