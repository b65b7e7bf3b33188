// The graphics device of this worker: requested by us, not by onnxruntime, so that what is reported is what
// computes, and so that its loss is heard in one place.

import { TabloomError } from '../../src/protocol/errors.ts';
import type { Gpu } from './platform.ts';

/** What onnxruntime's kernels use where it is there. */
const FEATURES = ['shader-f16', 'subgroups'] as const;
/** Asked for at the adapter's best: the defaults are the least that any device has. */
const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxComputeWorkgroupsPerDimension',
] as const;
const REPORTED_LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
] as const;

/** Throws `engine_unavailable` where there is no WebGPU or no adapter. */
export async function openGpu(): Promise<Gpu> {
  // Typed as always there; it is missing in older browsers and outside secure contexts.
  const gpu = navigator.gpu as GPU | undefined;
  if (!gpu) throw new TabloomError('engine_unavailable', 'This browser offers no WebGPU here.');
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new TabloomError('engine_unavailable', 'The browser gave no WebGPU adapter.');
  const device = await adapter.requestDevice({
    requiredFeatures: FEATURES.filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(LIMITS.map((limit) => [limit, adapter.limits[limit]])),
  });
  return {
    executionProvider: { name: 'webgpu', device },
    vendor: adapter.info.vendor,
    architecture: adapter.info.architecture,
    f16: device.features.has('shader-f16'),
    features: [...device.features].sort(),
    limits: Object.fromEntries(REPORTED_LIMITS.map((limit) => [limit, device.limits[limit]])),
    failed: firstFailure(device),
    destroy: () => device.destroy(),
  };
}

function firstFailure(device: GPUDevice): Promise<TabloomError> {
  return new Promise((resolve) => {
    void device.lost.then(({ reason, message }) =>
      resolve(new TabloomError('host_incapable', `The graphics device was lost (${reason}): ${message}`)),
    );
    device.addEventListener('uncapturederror', ({ error }) => {
      const kind = error.constructor.name;
      resolve(
        new TabloomError(
          'host_incapable',
          `The graphics device failed (${kind}): ${error.message.slice(0, 1000)}`,
        ),
      );
    });
  });
}
