// What this device could do, from what the browser says about itself. Nothing is computed, nothing is sent.

import { describeGpu } from './gpu.ts';
import { threadsOf } from './targets.ts';

export type DeviceFacts = {
  secureContext: boolean;
  crossOriginIsolated: boolean;
  /** How many threads WebAssembly would get. */
  threads: number;
  /** fallback: only a software adapter, slower than WebAssembly. */
  gpu: 'yes' | 'no' | 'fallback';
  gpuName?: string;
  /** As rounded by the browser; most do not say. */
  memoryGb?: number;
  /** Whole sentences for the person, the gravest first. */
  problems: string[];
};

export async function describeDevice(): Promise<DeviceFacts> {
  const { isSecureContext: secureContext, crossOriginIsolated } = globalThis;
  const memoryGb = 'deviceMemory' in navigator ? Number(navigator.deviceMemory) : Number.NaN;
  const gpu = secureContext ? await describeGpu() : ({ gpu: 'no' } as const);
  const threads = threadsOf({ crossOriginIsolated, cores: navigator.hardwareConcurrency });
  const facts = { secureContext, crossOriginIsolated, threads, ...gpu };
  return { ...facts, ...(Number.isFinite(memoryGb) ? { memoryGb } : {}), problems: problemsOf(facts) };
}

function problemsOf(facts: Omit<DeviceFacts, 'problems'>): string[] {
  if (!facts.secureContext) {
    return [
      'This page was not opened over HTTPS, so the browser gives it neither cryptography nor a graphics card. Open it over HTTPS, or from this computer as localhost.',
    ];
  }
  const problems: string[] = [];
  if (typeof WebAssembly !== 'object' || typeof Worker !== 'function') {
    problems.push('This browser has no WebAssembly or no workers, so it cannot compute for others.');
  }
  if (facts.gpu === 'no') {
    problems.push('This browser offers no graphics card, so the processor computes, more slowly.');
  }
  if (facts.gpu === 'fallback') {
    problems.push('The graphics card is only imitated by software, so the processor computes.');
  }
  if (!facts.crossOriginIsolated) {
    problems.push('This page is served without isolation, so the processor computes on one thread only.');
  }
  return problems;
}
