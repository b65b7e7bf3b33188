// What the onnxruntime engine asks of the place it runs in (a browser's worker, a Node thread): the module,
// the threads there really are, and the graphics device.

import type * as Ort from 'onnxruntime-web';
import type { TabloomError } from '../../src/protocol/errors.ts';
import type { EngineTarget } from '../api.ts';

export type Gpu = {
  executionProvider: Ort.InferenceSession.WebGpuExecutionProviderOption;
  vendor: string;
  architecture: string;
  /** Shaders may compute in 16-bit floats. */
  f16: boolean;
  features: string[];
  limits: Record<string, number>;
  /** Resolves with `host_incapable` when the device is lost or reports an error that nobody caught. */
  failed: Promise<TabloomError>;
  destroy(): void;
};

export type Runtime = {
  ort: typeof Ort;
  /** At most what the target asked for; 1 where threads cannot share memory. */
  threads: number;
  /** Present for a WebGPU target. */
  gpu?: Gpu;
};

export type Platform = {
  /** Browser or runtime with its major version, such as `Chromium 156` or `Node 20`. */
  name: string;
  memoryMb?: number;
  /** Throws `engine_unavailable`. */
  loadRuntime(target: EngineTarget): Promise<Runtime>;
};
