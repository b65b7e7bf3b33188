// Credits: what is earned, held and pending, and what the device did.

import { counted } from './units.ts';

export const credits = {
  headingNone: 'Your credits will be here.',
  headingEarned: (amount: string) => `This device has earned ${amount} credits.`,
  headingPending: (amount: string) => `${amount} credits are being checked.`,
  howTo:
    'Start on the Donate page. Each result that another device confirms earns credits, and is listed here.',
  toDonate: 'Go to Donate',
  toDevices: 'Your devices, and how to keep the account',
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
