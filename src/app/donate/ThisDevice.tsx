// Before Start, from static facts only: what this device is, what it would compute on, and what it cannot do and why.

import { Icon } from '../../ui/Icon.tsx';
import type { DeviceFacts } from '../../volunteer/browser/preflight.ts';
import { threadsAllowed, threadsWanted } from '../../volunteer/core/power.ts';
import { device } from '../data/device.ts';
import { openProjects } from '../data/pool.ts';
import { settings } from '../data/settings.ts';
import { formatCount, formatMeasure } from '../format.ts';
import { currentLocale } from '../locale.ts';
import { ProjectLink } from '../ProjectLink.tsx';
import { invitation, problems } from '../words.ts';

function factsOf({ gpu, gpuName, cores, memoryGb }: DeviceFacts): string {
  const words = invitation.device;
  const facts = [
    ...(gpu === 'yes' ? [words.gpu(gpuName ? ` (${gpuName})` : '')] : []),
    words.cores(cores, formatCount(cores)),
    ...(memoryGb === undefined ? [] : [words.memory(formatMeasure(memoryGb))]),
  ];
  return words.is(new Intl.ListFormat(currentLocale(), { type: 'unit' }).format(facts));
}

function meansOf({ gpu, gpuProven, cores, crossOriginIsolated }: DeviceFacts): string {
  const words = invitation.device;
  // As set now, not as it was when the page was opened.
  const threads = threadsAllowed(threadsWanted(settings.value, cores), crossOriginIsolated);
  if (gpuProven) return words.gpuFirst;
  return (gpu === 'yes' ? words.gpuLater : words.cpu)(threads, formatCount(threads));
}

export function canCompute({ problems: found }: DeviceFacts): boolean {
  return !found.includes('insecure') && !found.includes('no-wasm');
}

export function ThisDevice() {
  const facts = device.value;
  const words = invitation.device;
  if (!facts) return <p class="soft">{words.asking}</p>;
  const able = canCompute(facts);
  const first = openProjects.value[0];
  return (
    <div class="this-device">
      <p>
        {factsOf(facts)} {able ? meansOf(facts) : words.cannot}
      </p>
      {facts.problems.map((problem) => (
        <p key={problem} class={able ? 'soft' : 'problem'}>
          {!able && <Icon name="failed" />} {problems[problem]}
        </p>
      ))}
      {able && first && (
        <p>
          {words.work} <ProjectLink project={first} />: {first.summary}
        </p>
      )}
    </div>
  );
}
