// onnxruntime-web in a browser's worker: which of its three builds, from where, and with how many threads.
// The files are our own hashed assets, never a CDN's. Wire sizes (brotli): plain 2.7, JSPI 3.1, asyncify 4.7 MB.

import asyncifyModule from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import asyncifyWasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import jspiModule from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url';
import jspiWasm from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url';
import plainModule from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import plainWasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { hasJspi } from '../../src/util/jspi.ts';
import type { EngineTarget } from '../api.ts';
import { browserName, type Brand } from './browserName.ts';
import { openGpu } from './gpu.ts';
import type { Platform, Runtime } from './platform.ts';
import { threadScriptIsEmbeddable } from './pthreadHeaders.ts';

type Ort = Runtime['ort'];
type Build = { load: () => Promise<Ort>; module: string; wasm: string };

const PLAIN: Build = { load: () => import('onnxruntime-web/wasm'), module: plainModule, wasm: plainWasm };
const ASYNCIFY: Build = {
  load: () => import('onnxruntime-web/webgpu'),
  module: asyncifyModule,
  wasm: asyncifyWasm,
};
/** The smaller one, measured to work on WebGPU in Chromium 156's module workers. */
const JSPI: Build = { load: () => import('onnxruntime-web/jspi'), module: jspiModule, wasm: jspiWasm };

/** Chromium's; not yet in the standard types. */
const { userAgentData, deviceMemory } = navigator as WorkerNavigator & {
  userAgentData?: { brands: Brand[] };
  deviceMemory?: number;
};

export const browserPlatform: Platform = {
  name: browserName(navigator.userAgent, userAgentData?.brands),
  // Rounded by the browser, and never above 8 GiB (32 GiB in newer ones).
  ...(deviceMemory === undefined ? {} : { memoryMb: deviceMemory * 1024 }),
  loadRuntime,
};

async function loadRuntime(target: EngineTarget): Promise<Runtime> {
  const gpu = target.executionProvider === 'webgpu' ? await openGpu() : undefined;
  const build = gpu ? (hasJspi() ? JSPI : ASYNCIFY) : PLAIN;
  // A worker's own address is absolute, a built asset's may not be.
  const moduleUrl = new URL(build.module, location.href).href;
  const ort = await build.load();
  ort.env.wasm.wasmPaths = { mjs: moduleUrl, wasm: new URL(build.wasm, location.href).href };
  // Whether a shared memory can be made says nothing: threads hang where the page is not isolated.
  const mayThread = target.threads > 1 && crossOriginIsolated && (await threadScriptIsEmbeddable(moduleUrl));
  return { ort, threads: mayThread ? target.threads : 1, ...(gpu ? { gpu } : {}) };
}
