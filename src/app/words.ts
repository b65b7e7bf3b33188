// Every English string of the pages, in one place. Amounts and numbers come in already formatted.
// Tone: calm, exact, warm; states are sentences; no exclamation marks.

import type { ErrorCode } from '../protocol/errors.ts';
import type { Phase } from '../volunteer/core/state.ts';

/** What one row of a project is, as far as it can be seen. */
export type Unit = 'line' | 'digit' | 'image' | 'row';

export const units: Record<Unit, { one: string; many: string; doing: string }> = {
  line: { one: 'line', many: 'lines', doing: 'reading' },
  digit: { one: 'digit', many: 'digits', doing: 'reading' },
  image: { one: 'image', many: 'images', doing: 'looking at' },
  row: { one: 'answer', many: 'answers', doing: 'working on' },
};

export const counted = (count: number, text: string, one: string, many: string) =>
  `${text} ${count === 1 ? one : many}`;

export const shell = {
  name: 'Tabloom',
  skip: 'Skip to the content',
  navigation: 'Pages',
  pages: { donate: 'Donate', credits: 'Credits', projects: 'Projects', status: 'Status' },
  /** In the header and the title. */
  chip: {
    idle: 'Not running',
    starting: 'Getting ready',
    working: 'Running',
    waiting: 'Waiting',
    offline: 'Waiting',
    pausing: 'Pausing',
    paused: 'Paused',
    finishing: 'Finishing',
    stuck: 'Needs you',
  } satisfies Record<Phase, string>,
  title: (page: string, state: string) => [state, page, 'Tabloom'].filter(Boolean).join(' \u00b7 '),
  titleAtRest: 'Tabloom: lend this tab to open AI',
  footer: 'Volunteer computing for open AI, in a browser tab. Free software, MIT licence.',
  away: {
    what: 'The coordinator does not answer.',
    does: 'This page asks again by itself and goes on when it is back. What you see may be out of date.',
    can: 'You can leave the tab open.',
  },
  lost: {
    heading: 'There is no page at this address.',
    way: 'Go to Donate, where everything starts.',
  },
  asking: 'Asking the coordinator\u2026',
};

export const invitation = {
  heading: 'Lend this tab to open AI.',
  lead: 'Tabloom hands out small pieces of open AI work to browser tabs, checks every answer against another device\u2019s, and credits you for what holds.',
  start: 'Start',
  startNote:
    'The first start downloads an engine and a model, some tens of megabytes. The browser keeps them for next time.',
  factsHeading: 'Before you start',
  facts: {
    runs: ['What runs', 'Small AI models, inside this tab, on your graphics card or your processor.'],
    forWhom: ['For whom', 'Open projects.'],
    leaves: ['What leaves', 'Results, the kind of browser, engine and graphics card, and how fast they are.'],
    never: ['What never does', 'Your files, your browsing, anything outside this tab.'],
    stop: ['How to stop', 'Press Pause or close the tab. Nothing runs after that.'],
  },
  forProjects: 'Open projects, at the moment',
  and: 'and',
  device: {
    asking: 'Looking at what this device can do\u2026',
    gpu: (name: string) => `This device would compute on its graphics card${name}.`,
    threads: (threads: number) =>
      threads === 1
        ? 'This device would compute on its processor, with one thread.'
        : `This device would compute on its processor, with ${threads} threads.`,
    work: 'There is work for it, such as',
  },
};

export const bench = {
  paused: 'Paused. Your device keeps its place for ten minutes; press Go on to take it up again.',
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

export const cloth = {
  headingEmpty: 'The loom is set up; the first stitch is still to come.',
  heading: (count: string) => `${count} workunits are woven into this cloth.`,
  headingOne: 'The first workunit is woven into this cloth.',
  headingMine: (mine: string, count: string) => `${mine} of these ${count} stitches are yours.`,
  label: (count: string) => `The cloth: ${count} validated workunits.`,
  labelMine: (count: string, mine: string) =>
    `The cloth: ${count} validated workunits; ${mine} of them yours.`,
  labelEmpty: 'The empty loom: no validated workunit yet.',
  explain:
    'Each stitch is one workunit whose answer was checked, in the order of checking. The colour is its project.',
  mine: 'Yours are brighter.',
  latest: (count: string) => `Shown are the latest ${count}.`,
  explainEmpty:
    'Every workunit whose answer two devices agree on becomes one stitch, in the colour of its project.',
  begin: 'Press Start to weave the first.',
  away: 'The cloth appears when the coordinator answers.',
};

export const credits = {
  headingNone: 'Your credits will be here.',
  headingEarned: (amount: string) => `This device has earned ${amount} credits.`,
  headingPending: (amount: string) => `${amount} credits are being checked.`,
  howTo:
    'Start on the Donate page. Each result that another device confirms earns credits, and is listed here.',
  toDonate: 'Go to Donate',
  available: 'Free to spend',
  held: 'Earned, held',
  heldNote: (when: string) => `The next of them are released on ${when}.`,
  heldWhy: 'New credits rest for a while, so that cheating does not pay.',
  pending: 'Pending',
  pendingNote: 'Waiting until another device has given the same answer.',
  meaningHeading: 'A credit is measured work.',
  meaning:
    'One credit is 432 GFLOP of validated work: 432 billion operations on numbers, what a machine of 1 GFLOPS does in 1/200 of a day (7 minutes and 12 seconds). The price of a workunit is fixed before it starts and is the same on every device.',
  meaningHere: (gflops: string, duration: string) =>
    `This device was measured at ${gflops} GFLOPS: one credit is about ${duration} of its work.`,
  historyHeading: 'What your device did',
  historyNone: 'Nothing yet. The first result will be listed here within seconds of Start.',
  historyUnread: 'The list of your results is not at hand right now; the sums above are.',
  day: (day: string, count: string) => `${day}: ${count}`,
  dayCount: (count: number, text: string) => counted(count, text, 'result validated', 'results validated'),
  dayCloth: (day: string, count: string) => `${day} as cloth: ${count}.`,
  columns: { project: 'Project', when: 'When', credits: 'Credits', state: 'State' },
  state: {
    pending: 'Pending: waits for a second answer',
    valid: 'Validated',
    held: (when: string) => `Validated, held until ${when}`,
    invalid: 'Not confirmed by the others',
    failed: 'Did not finish on this device',
  },
  wholeDay: (count: string) => `Show all ${count} results of this day`,
  older: 'Show older results',
};

export const project = {
  listHeading: (count: number, text: string) =>
    count === 0
      ? 'Every project here is done.'
      : count === 1
        ? 'One project needs computing.'
        : `${text} projects need computing.`,
  listEmptyHeading: 'No project yet.',
  listEmpty: 'Projects appear here as soon as somebody brings work to this coordinator.',
  listAway: 'The projects appear when the coordinator answers.',
  percentDone: (name: string, share: string) => `${name}: ${share} is done.`,
  done: (name: string) => `${name} is done.`,
  open: (name: string) => `${name} waits for its first result.`,
  stopped: (name: string) => `${name} has stopped.`,
  missing: 'There is no such project.',
  missingWay: 'It may belong to another coordinator. See all projects.',
  what: 'What is computed',
  why: 'Why it matters',
  who: 'Who runs it',
  owner: (id: string) => `Requester ${id}`,
  since: (day: string) => `here since ${day}`,
  unapproved: 'Not approved by the operator yet: it does not run on other people\u2019s devices.',
  progress: 'Progress',
  progressLabel: (name: string) => `Progress of ${name}`,
  noJobs: 'No jobs yet.',
  validated: (done: string, all: string) => `${done} of ${all} workunits validated`,
  rows: (done: string, all: string) => `${done} of ${all} rows`,
  failed: (count: number, text: string) => counted(count, text, 'workunit failed', 'workunits failed'),
  volunteers: (count: number, text: string) =>
    counted(count, text, 'volunteer has', 'volunteers have') + ' worked on it',
  budget: (amount: string) => `${amount} credits are left to pay for work`,
  score: {
    characterErrorRate: (share: string) => `Character error rate ${share}`,
    characterErrorRateNote: (wrong: string, all: string) =>
      `${wrong} wrong of ${all} characters whose truth is known.`,
    accuracy: (share: string) => `${share} right`,
    accuracyNote: (right: string, all: string) => `${right} right of ${all} answers whose truth is known.`,
  },
  jobs: 'Jobs',
  jobsNone: 'This project has no job yet.',
  jobState: { active: 'Under way', completed: 'Done', failed: 'Stopped' },
  jobFailed:
    'This job stopped because its program failed on every device that tried it. No more devices will be asked; its owner has to mend it.',
  jobError: 'What the engine said',
  all: 'All projects',
  openPage: (name: string) => `More about ${name}`,
};

export const status = {
  heading: (count: number, text: string) =>
    count === 0
      ? 'No device is computing right now.'
      : count === 1
        ? 'One device is computing right now.'
        : `${text} devices are computing right now.`,
  volunteers: (count: number, text: string) =>
    `${counted(count, text, 'account has', 'accounts have')} signed in so far, those of requesters among them.`,
  open: (count: number, text: string, leased: string) =>
    count === 0
      ? 'No workunit is waiting.'
      : `${counted(count, text, 'workunit is', 'workunits are')} open; ${leased} tasks are on devices at this moment.`,
  validated: (count: number, text: string, rows: string) =>
    `${counted(count, text, 'workunit has', 'workunits have')} been validated, ${rows} rows in all.`,
  failed: (count: number, text: string) =>
    `${counted(count, text, 'workunit has', 'workunits have')} failed.`,
  pending: (count: number, text: string) =>
    `${counted(count, text, 'result waits', 'results wait')} for a second answer.`,
  credits: (amount: string) => `${amount} credits have been granted.`,
  speed: (gflops: string) => `Over the last ten minutes the pool validated ${gflops} GFLOP per second.`,
  at: (time: string) => `As of ${time}.`,
  address: 'The coordinator is',
};

export const durations = {
  second: (text: string, count: number) => counted(count, text, 'second', 'seconds'),
  minute: (text: string, count: number) => counted(count, text, 'minute', 'minutes'),
  hour: (text: string, count: number) => counted(count, text, 'hour', 'hours'),
  day: (text: string, count: number) => counted(count, text, 'day', 'days'),
  instant: 'less than a tenth of a second',
};

/** What happened, what Tabloom does about it, what the person can do. */
type ErrorWords = { what: string; does: string; can: string };

const elsewhere: ErrorWords = {
  what: 'Something went wrong that should not have.',
  does: 'Tabloom has stopped here and given its work to other devices.',
  can: 'Try again; if it happens twice, reload the page.',
};

const signIn: ErrorWords = {
  what: 'The coordinator did not accept this tab\u2019s sign-in.',
  does: 'Tabloom has stopped; credits already earned stay with this browser.',
  can: 'Try again. If it goes on, check that this device\u2019s clock is right.',
};

const errors: Partial<Record<ErrorCode, ErrorWords>> = {
  engine_unavailable: {
    what: 'No engine starts in this browser.',
    does: 'Tabloom has tried the graphics card and the processor.',
    can: 'Close other heavy tabs and try again, or use a current Chrome, Edge, Firefox or Safari.',
  },
  engine_failed: {
    what: 'The model did not run on this device.',
    does: 'The work was given to another device.',
    can: 'Try again: another piece may well run here.',
  },
  host_incapable: {
    what: 'This device lacks something that the work needs, such as memory or a secure connection.',
    does: 'The work was given to another device.',
    can: 'Close other tabs, open this page over HTTPS or as localhost, and try again.',
  },
  storage_full: {
    what: 'There is not enough room in this browser for the model.',
    does: 'Nothing was downloaded that does not fit.',
    can: 'Free some space on the disk, leave private browsing, and try again.',
  },
  coordinator_away: {
    what: 'The coordinator does not answer.',
    does: 'Tabloom keeps finished results and asks again by itself.',
    can: 'You can leave the tab open.',
  },
  client_too_old: {
    what: 'This page is older than the coordinator accepts.',
    does: 'Tabloom has stopped, so that no work is wasted.',
    can: 'Reload the page to get the current one.',
  },
  server_too_old: {
    what: 'This page is newer than its coordinator.',
    does: 'Tabloom has stopped, so that no work is wasted.',
    can: 'Come back later: the operator has to update the coordinator.',
  },
  not_signed_in: signIn,
  token_invalid: signIn,
  token_expired: signIn,
  challenge_invalid: signIn,
  challenge_expired: signIn,
  challenge_used: signIn,
  signature_invalid: signIn,
  key_revoked: {
    what: 'This browser\u2019s key was revoked by its account.',
    does: 'Tabloom has stopped and computes nothing more in its name.',
    can: 'Use another device of the account, or clear this site\u2019s data to begin anew.',
  },
  rate_limited: {
    what: 'This device asked too often.',
    does: 'Tabloom waits a little.',
    can: 'You can leave the tab open.',
  },
};

export function errorWords(code: string): ErrorWords {
  return errors[code as ErrorCode] ?? elsewhere;
}

export const errorDetails = {
  summary: 'Details',
  code: (code: string, message: string) => `${code}: ${message}`,
};
