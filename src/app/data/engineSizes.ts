// What the engines weigh that this device would download, as the build wrote it down (src/build/engineSizes.ts).

import { hasJspi } from '../../util/jspi.ts';

export type EngineBytes = { wasm: number; webgpu: number };

/** Bytes over the wire. Undefined where nobody wrote it down, as while developing. */
export async function loadEngineBytes(): Promise<EngineBytes | undefined> {
  try {
    const response = await fetch(new URL('engines.json', document.baseURI), { cache: 'no-cache' });
    const { wasm, jspi, asyncify } = (await response.json()) as Record<string, number>;
    const webgpu = hasJspi() ? jspi : asyncify;
    return Number.isFinite(wasm) && Number.isFinite(webgpu) ? { wasm: wasm!, webgpu: webgpu! } : undefined;
  } catch {
    return undefined;
  }
}
