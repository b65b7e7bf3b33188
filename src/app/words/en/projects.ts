// Projects and their jobs.

import { counted } from './units.ts';

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
