// What happened, from the runtime's events to sentences. Pure.

import type { VolunteerEvent } from '../volunteer/core/events.ts';
import { formatCount } from './format.ts';
import { currentLocale } from './locale.ts';
import { downloads, ease, errorWords, happened } from './words.ts';

export function eventSentence(event: VolunteerEvent): string {
  switch (event.type) {
    case 'got-work':
      return happened.gotWork(event.pieces, formatCount(event.pieces), listed(event.projects));
    case 'result-sent':
    case 'result-confirmed':
    case 'result-disagreed':
    case 'result-failed':
    case 'result-late':
    case 'piece-given-up':
      return happened[event.type](event.project);
    case 'result-refused':
    case 'piece-failed':
      return happened[event.type](event.project, event.message);
    case 'engine-started':
    case 'engine-changed':
    case 'engine-failed':
      return happened[event.type](engineName(event.target));
    case 'no-room':
      return happened.noRoom(downloads[event.piece.kind](event.piece.project));
    case 'eased':
      return ease.eased[event.why];
    case 'rested':
      return ease.rested[event.why];
    case 'leases-lost':
      return happened.leasesLost(event.pieces, formatCount(event.pieces));
    case 'took-over':
      return happened.tookOver(event.pieces, formatCount(event.pieces));
    case 'stopped':
      return happened.stopped(errorWords(event.error.code).what);
    case 'connected':
    case 'unkept':
    case 'kept-file-damaged':
    case 'kept-files-unreadable':
    case 'download-damaged':
    case 'unhindered':
    case 'paused':
    case 'resumed':
    case 'finished':
      return happened[event.type];
  }
}

function engineName({ executionProvider, threads }: { executionProvider: string; threads: number }): string {
  return executionProvider === 'webgpu' ? happened.engine.gpu : happened.engine.cpu(threads);
}

function listed(names: readonly string[]): string {
  return new Intl.ListFormat(currentLocale(), { type: 'conjunction' }).format(names);
}
