// What happened in a visit, why the device eases off, and how much of it is used.

import type { DeviceProblem, Ease } from '../../../volunteer/core/events.ts';
import type { Power } from '../../../volunteer/core/power.ts';
import { counted } from './units.ts';

export const happened = {
  connected: 'Connected to the coordinator.',
  unkept: 'This browser keeps nothing here: your credits end with this tab.',
  gotWork: (pieces: number, text: string, projects: string) =>
    `Got ${counted(pieces, text, 'piece', 'pieces')} of work for ${projects}.`,
  'result-sent': (project: string) => `Sent a result of ${project}. It waits to be confirmed.`,
  'result-confirmed': (project: string) => `A result of ${project} was confirmed.`,
  'result-disagreed': (project: string) => `A result of ${project} did not agree with the others.`,
  'result-failed': (project: string) => `Told the coordinator that a piece of ${project} does not run here.`,
  'result-late': (project: string) => `A piece of ${project} came too late: somebody else had finished it.`,
  'piece-given-up': (project: string) => `A piece of ${project} was given up.`,
  'result-refused': (project: string, message: string) => `A result of ${project} was not taken: ${message}`,
  'piece-failed': (project: string, message: string) =>
    `A piece of ${project} could not be computed: ${message}`,
  'engine-started': (engine: string) => `Computing on the ${engine}.`,
  'engine-changed': (engine: string) => `The ${engine} is faster here and has taken over.`,
  'engine-failed': (engine: string) =>
    `The ${engine} did not work on this device. Tabloom goes on with what does.`,
  'kept-file-damaged': 'A kept file was damaged. It is fetched again.',
  'kept-files-unreadable': 'The files kept on this device could not be read. They are fetched again.',
  'download-damaged': 'A download arrived damaged. It is fetched again.',
  noRoom: (what: string) => `There is no room to keep ${what} on this device. It is used without keeping it.`,
  unhindered: 'Nothing is in the way any more.',
  paused: 'Paused.',
  resumed: 'Went on.',
  finished: 'Finished and stopped.',
  leasesLost: (pieces: number, text: string) =>
    `The wait was longer than a place is kept: ${counted(pieces, text, 'piece', 'pieces')} went to other devices. Nothing is lost.`,
  tookOver: (pieces: number, text: string) =>
    `Another tab was closed; this one goes on with its ${counted(pieces, text, 'piece', 'pieces')}.`,
  stopped: (reason: string) => `Stopped: ${reason}`,
  engine: {
    gpu: 'graphics card',
    cpu: (threads: number) => (threads === 1 ? 'processor' : `processor with ${threads} threads`),
  },
};

export const ease = {
  eased: {
    'page-slow': 'Easing off: this page was getting slow.',
    'device-busy': 'Easing off: your machine is busy.',
    pressure: 'Easing off: the browser says that the processor is under pressure.',
    battery: 'Easing off: the battery is low.',
    'not-charging': 'Easing off: the device is not charging.',
    'save-data': 'Easing off: your browser asks pages to save data.',
    hidden: 'Easing off while the tab is hidden.',
  } satisfies Record<Ease, string>,
  rested: {
    'page-slow': 'Resting: this page was getting slow. It goes on by itself.',
    'device-busy': 'Resting: your machine is busy. It goes on by itself.',
    pressure: 'Resting: the processor is under heavy pressure. It goes on when that has passed.',
    battery: 'Resting: the battery is below the level you set. It goes on when it charges.',
    'not-charging': 'Resting: the device is not charging. It goes on when it does.',
    'save-data': 'Resting: your browser asks pages to save data. It goes on when that is off.',
    hidden: 'Resting: the tab was hidden. It goes on when you look at it.',
  } satisfies Record<Ease, string>,
  duty: (percent: string) => `Using ${percent} of the time at the moment.`,
  elsewhere:
    'Another tab of this browser computes; these are its numbers. If you close it, this one goes on with its work.',
};

export const problems = {
  insecure:
    'This page was not opened over HTTPS, so the browser gives it neither cryptography nor a graphics card. Open it over HTTPS, or from this computer as localhost.',
  'no-wasm': 'This browser has no WebAssembly or no workers, so it cannot compute for others.',
  'no-gpu': 'This browser offers no graphics card, so the processor computes, more slowly.',
  'software-gpu': 'The graphics card is only imitated by software, so the processor computes.',
  'not-isolated': 'This page is served without isolation, so the processor computes on one thread only.',
} satisfies Record<DeviceProblem, string>;

export const power = {
  heading: 'How much of this device',
  names: {
    gentle: 'Gentle',
    balanced: 'Balanced',
    full: 'Full',
    custom: 'Your own',
  } satisfies Record<Power, string>,
  means: (percent: string, threads: number, threadsText: string, cores: string) =>
    `At most ${percent} of the time, on ${counted(threads, threadsText, 'processor thread', 'processor threads')} of ${cores}. Less when your machine is busy.`,
  energy: 'Energy',
  energyRange: (low: string, high: string) => `${low} to ${high} Wh, a rough estimate`,
  energyNote:
    'Estimated from computing time: 3 to 10 W for a busy processor thread, 5 to 75 W for a graphics card.',
};
