// Donate: before Start, at work, and the credits of the visit.

import { counted } from './units.ts';

export const invitation = {
  heading: 'Lend this tab to open AI.',
  lead: 'Tabloom hands out small pieces of open AI work to browser tabs, checks every answer against another device\u2019s, and credits you for what holds.',
  start: 'Start',
  downloads: {
    engine: (megabytes: string) => `The first start downloads an engine of ${megabytes} MB.`,
    engines: (megabytes: string, more: string) =>
      `The first start downloads an engine of ${megabytes} MB, and one of ${more} MB more for the graphics card.`,
    engineUnknown: 'The first start downloads an engine of a few megabytes.',
    model: (megabytes: string) =>
      `The model for the work has ${megabytes} MB; the data that it reads comes on top.`,
    models: (least: string, most: string) =>
      `The model for the work has ${least} to ${most} MB, depending on the project; the data that it reads comes on top.`,
    modelUnknown: 'The model for the work and the data that it reads come on top.',
    kept: 'The browser keeps them for next time.',
  },
  factsHeading: 'Before you start',
  facts: {
    runs: ['What runs', 'Small AI models, inside this tab, on your graphics card or your processor.'],
    forWhom: ['For whom', 'Open projects.'],
    leaves: ['What leaves', 'Results, the kind of browser, engine and graphics card, and how fast they are.'],
    never: ['What never does', 'Your files, your browsing, anything outside this tab.'],
    stop: ['How to stop', 'Press Pause, or close every tab with Tabloom. Nothing runs after that.'],
  } satisfies Record<string, [what: string, how: string]>,
  forProjects: 'Open projects, at the moment',
  and: 'and',
  device: {
    asking: 'Looking at what this device can do\u2026',
    is: (facts: string) => `This device: ${facts}.`,
    gpu: (name: string) => `graphics card${name}`,
    cores: (count: number, text: string) => counted(count, text, 'processor thread', 'processor threads'),
    memory: (gigabytes: string) => `about ${gigabytes} GB of memory, as the browser rounds it`,
    gpuLater: (threads: number, text: string) =>
      `It would begin on its processor, with ${counted(threads, text, 'thread', 'threads')}, and go over to its graphics card once that proves faster.`,
    gpuFirst: 'It would compute on its graphics card, which proved faster here before.',
    cpu: (threads: number, text: string) =>
      `It would compute on its processor, with ${counted(threads, text, 'thread', 'threads')}.`,
    cannot: 'It cannot compute for others as things are.',
    work: 'There is work for it, such as',
  },
};

export const bench = {
  paused: 'Paused. Your device keeps its place for ten minutes; press Go on to take it up again.',
  resting: 'Resting. Your device goes on by itself.',
  pausing: 'Pausing after the piece at hand.',
  stopped: 'Stopped. Nothing runs on this device now.',
  stoppedAfter: (answers: string) => `Stopped. In this visit your device gave ${answers}.`,
  finishing: 'Finishing this one, then stopping.',
  starting: 'Getting ready: starting the engine and signing in.',
  downloading: (what: string) => `Getting ready: downloading ${what}.`,
  downloaded: (received: string, total: string) => `${received} of ${total} MB`,
  fetching: 'Computing: fetching the next piece.',
  waiting: 'Waiting: nothing needs this device right now.',
  offline: 'Waiting for the coordinator: it does not answer. Finished results are kept here.',
  stuck: 'Your device cannot go on by itself.',
  nextTry: (seconds: string) => `Asking again in ${seconds} s.`,
  working: (doing: string, unit: string, at: string, of: string, project: string) =>
    `Computing: ${doing} ${unit} ${at} of ${of} for ${project}.`,
  /** For screen readers: said when the state changes, not at every row. */
  workingSpoken: (project: string) => `Computing for ${project}.`,
  taskProgress: (project: string) => `Progress of this piece for ${project}`,
  downloadProgress: 'Download',
  inputLabel: 'The input that your device was given',
  reads: 'Your device reads',
  readLast: 'The last thing your device read',
  nothingYet: 'The first input appears here in a moment.',
  noPicture: 'This project has nothing to draw; its numbers are below.',
  rate: {
    label: 'Speed',
    measuring: 'being measured',
    perSecond: (count: string, unit: string) => `${count} ${unit} per second`,
    perMinute: (count: string, unit: string) => `${count} ${unit} per minute`,
    every: (unit: string, minutes: string) => `one ${unit} every ${minutes} minutes`,
  },
  visit: {
    label: 'This visit',
    done: (rows: string, pieces: string) => `${rows} in ${pieces}`,
    pieces: (count: number, text: string) => counted(count, text, 'finished piece', 'finished pieces'),
    queued: (count: number, text: string) =>
      `${counted(count, text, 'piece waits', 'pieces wait')} behind this one`,
  },
  engine: {
    label: 'Engine',
    gpu: (vendor: string) => `graphics card${vendor && ` (${vendor})`}`,
    cpu: (threads: number) => (threads === 1 ? 'processor, one thread' : `processor, ${threads} threads`),
    measured: (gflops: string) => `${gflops} GFLOPS measured`,
  },
  forHeading: 'For',
  start: 'Start',
  again: 'Start again',
  goOn: 'Go on',
  tryAgain: 'Try again',
  pause: 'Pause',
  finish: 'Finish this one',
  log: 'What happened in this visit',
};

export const credit = {
  heading: 'Credits of this visit',
  pending: 'pending',
  earned: 'earned',
  pendingNote: 'Pending until another device has given the same answer.',
  earnedNote: 'Validated and yours.',
  heldUntil: (when: string) => `Validated and yours; to be spent from ${when}.`,
  worth: (amount: string, duration: string) =>
    `${amount} credits: about as much as this device computes in ${duration} at its measured speed.`,
  none: 'Credits appear here with your first result.',
};
