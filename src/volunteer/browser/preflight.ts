// What this device could do, from what the browser says about itself. Nothing is computed, nothing is sent.

import { recallEngine } from './engineMemory.ts';
import { describeGpu } from './gpu.ts';
import type { DeviceProblem } from '../core/events.ts';

export type DeviceFacts = {
  secureContext: boolean;
  crossOriginIsolated: boolean;
  /** Logical ones, as the browser tells. */
  cores: number;
  /** fallback: only a software adapter, slower than WebAssembly. */
  gpu: 'yes' | 'no' | 'fallback';
  gpuName?: string;
  /** As rounded by the browser; most do not say. */
  memoryGb?: number;
  /** Its graphics card was faster than its processor in an earlier visit, and comes first. */
  gpuProven: boolean;
  /** What it cannot do, the gravest first. */
  problems: DeviceProblem[];
};

export async function describeDevice(): Promise<DeviceFacts> {
  const { isSecureContext: secureContext, crossOriginIsolated } = globalThis;
  const memoryGb = 'deviceMemory' in navigator ? Number(navigator.deviceMemory) : Number.NaN;
  const gpu = secureContext ? await describeGpu() : ({ gpu: 'no' } as const);
  const cores = navigator.hardwareConcurrency;
  const gpuProven = gpu.gpu === 'yes' && recallEngine(Date.now())?.executionProvider === 'webgpu';
  const facts = { secureContext, crossOriginIsolated, cores, gpuProven, ...gpu };
  return { ...facts, ...(Number.isFinite(memoryGb) ? { memoryGb } : {}), problems: problemsOf(facts) };
}

function problemsOf(facts: Omit<DeviceFacts, 'problems'>): DeviceProblem[] {
  // Without HTTPS there is neither cryptography nor a graphics card.
  if (!facts.secureContext) return ['insecure'];
  if (typeof WebAssembly !== 'object' || typeof Worker !== 'function') return ['no-wasm'];
  const problems: DeviceProblem[] = [];
  if (facts.gpu === 'no') problems.push('no-gpu');
  if (facts.gpu === 'fallback') problems.push('software-gpu');
  if (!facts.crossOriginIsolated) problems.push('not-isolated');
  return problems;
}
