// Which engines a tab tries, best first. The first whose start succeeds computes: this order is only a guess.

import type { EngineTarget } from '../../../workers/api.ts';
import { defaultThreads } from '../core/threads.ts';
import type { GpuFacts } from './gpu.ts';

export type EngineChoice = 'auto' | 'webgpu' | 'wasm';

/**
 * `threads` counts only in an isolated page; elsewhere WebAssembly has one. A software adapter comes after
 * WebAssembly, which is a hundred times faster (one line of text: 6 to 9 s against 80 ms).
 */
export function targetsOf(
  engine: EngineChoice,
  gpu: GpuFacts['gpu'],
  device: { crossOriginIsolated: boolean; cores: number; threads?: number | undefined },
): EngineTarget[] {
  const webgpu: EngineTarget[] = [{ executionProvider: 'webgpu', threads: 1 }];
  if (engine === 'webgpu') return webgpu;
  const threads = threadsOf(device);
  const wasm: EngineTarget[] = [...new Set([threads, 1])].map((count) => ({
    executionProvider: 'wasm',
    threads: count,
  }));
  if (engine === 'wasm' || gpu === 'no') return wasm;
  return gpu === 'fallback' ? [...wasm, ...webgpu] : [...webgpu, ...wasm];
}

export function threadsOf(device: {
  crossOriginIsolated: boolean;
  cores: number;
  threads?: number | undefined;
}): number {
  if (!device.crossOriginIsolated) return 1;
  return device.threads ?? defaultThreads(device.cores);
}
