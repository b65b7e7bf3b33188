// What this device could do, as the browser tells it before Start. Loaded beside the shell: the page stands
// before the graphics card has answered.

import { signal } from '@preact/signals';
import type { DeviceFacts } from '../../volunteer/browser/preflight.ts';
import { loadEngineBytes, type EngineBytes } from './engineSizes.ts';

export const device = signal<DeviceFacts | undefined>(undefined);

/** What its engines weigh; undefined where that is not known. */
export const engineBytes = signal<EngineBytes | undefined>(undefined);

export async function askDevice(): Promise<void> {
  void loadEngineBytes().then((bytes) => {
    engineBytes.value = bytes;
  });
  const { describeDevice } = await import('../../volunteer/browser/preflight.ts');
  device.value = await describeDevice();
}
