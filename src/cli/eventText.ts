// What happened to a headless volunteer, as a line for its operator.

import type { HeadlessEvent } from '../headless/volunteer.ts';

export function eventText(event: HeadlessEvent): string {
  switch (event.type) {
    case 'connected':
      return 'Connected to the coordinator.';
    case 'got-work':
      return `Got ${event.pieces === 1 ? 'a piece' : `${event.pieces} pieces`} of work for ${event.projects.join(' and ')}.`;
    case 'result-sent':
      return `Sent a result of ${event.project}. It waits to be confirmed.`;
    case 'result-confirmed':
      return `A result of ${event.project} was confirmed.`;
    case 'result-disagreed':
      return `A result of ${event.project} did not agree with the others.`;
    case 'result-failed':
      return `Reported that a piece of ${event.project} could not be computed here.`;
    case 'result-late':
      return `A piece of ${event.project} came too late: somebody else had finished it.`;
    case 'result-refused':
      return `A result of ${event.project} was not taken: ${event.message}`;
    case 'piece-given-up':
      return `A piece of ${event.project} was given up.`;
    case 'piece-failed':
      return `A piece of ${event.project} could not be computed: ${event.message}`;
    case 'engine-started':
      return `Computing with ${nameOf(event.target)}.`;
    case 'engine-failed':
      return `${nameOf(event.target)} does not work here: ${event.message}`;
    case 'stopped':
      return event.error.message;
    default:
      // Of tabs rather than of headless volunteers; a name is enough.
      return `${event.type.replaceAll('-', ' ')}.`;
  }
}

type Target = Extract<HeadlessEvent, { type: 'engine-started' }>['target'];

function nameOf({ executionProvider, threads }: Target): string {
  if (executionProvider === 'webgpu') return 'WebGPU';
  return threads === 1 ? 'WebAssembly' : `WebAssembly on ${threads} threads`;
}
