// The counters of the pool.

import { counted } from './units.ts';

export const status = {
  heading: (count: number, text: string) =>
    count === 0
      ? 'No device took part in the last minute.'
      : count === 1
        ? 'One device took part in the last minute.'
        : `${text} devices took part in the last minute.`,
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
