// Before Start: what it will download. The engines' sizes are those of this build, the models' the coordinator's; how
// large the data is shows only with the work itself.

import { device, engineBytes } from '../data/device.ts';
import { openProjects } from '../data/pool.ts';
import { formatMegabytes } from '../format.ts';
import { invitation } from '../words.ts';
import { canCompute } from './ThisDevice.tsx';

function engineWords(): string {
  const words = invitation.downloads;
  const bytes = engineBytes.value;
  if (bytes === undefined) return words.engineUnknown;
  const [wasm, webgpu] = [bytes.wasm, bytes.webgpu].map(formatMegabytes) as [string, string];
  if (device.value?.gpu !== 'yes') return words.engine(wasm);
  return device.value.gpuProven ? words.engine(webgpu) : words.engines(wasm, webgpu);
}

function modelWords(): string {
  const words = invitation.downloads;
  const sizes = openProjects.value.flatMap(({ jobs }) =>
    jobs.flatMap(({ state, modelBytes }) => (state === 'active' && modelBytes ? [modelBytes] : [])),
  );
  if (sizes.length === 0) return words.modelUnknown;
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)].map(formatMegabytes) as [string, string];
  return least === most ? words.model(least) : words.models(least, most);
}

export function Downloads() {
  const facts = device.value;
  if (facts !== undefined && !canCompute(facts)) return null;
  return (
    <p class="soft">
      {engineWords()} {modelWords()} {invitation.downloads.kept}
    </p>
  );
}
