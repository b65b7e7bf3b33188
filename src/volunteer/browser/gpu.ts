// What the browser says about WebGPU without using it: whether there is an adapter, and whether it is a real one.

import type { GpuKind } from './ladder.ts';

export type GpuFacts = { gpu: GpuKind; gpuName?: string };

/** Asks for an adapter and for no device. */
export async function describeGpu(): Promise<GpuFacts> {
  const adapter = await requestAdapter();
  if (adapter === null) return { gpu: 'no' };
  const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
  const name = description || [vendor, architecture].filter((part) => part !== '').join(' ');
  return {
    gpu: isFallbackAdapter || isSoftware(architecture) ? 'fallback' : 'yes',
    ...(name === '' ? {} : { gpuName: name }),
  };
}

async function requestAdapter(): Promise<GPUAdapter | null> {
  try {
    return (await navigator.gpu?.requestAdapter()) ?? null;
  } catch {
    return null;
  }
}

/** Chromium does not call its software adapter a fallback when that is the only one. */
function isSoftware(architecture: string): boolean {
  return /swiftshader|llvmpipe|lavapipe/i.test(architecture);
}
