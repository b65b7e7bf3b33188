// What went wrong, in words: what happened, what Tabloom does about it, what the person can do.

import type { ErrorCode } from '../../../protocol/errors.ts';

type OwnTrouble =
  | 'elsewhere'
  | 'signIn'
  | 'codeMistyped'
  | 'accountAway'
  | 'accountTooOften'
  | 'accountInsecure'
  | 'accountSignIn'
  | 'accountElsewhere';
type Trouble = { what: string; does: string; can: string };

export const errors = {
  /** For every code that has no words of its own. */
  elsewhere: {
    what: 'Something went wrong that should not have.',
    does: 'Tabloom has stopped here and given its work to other devices.',
    can: 'Try again; if it happens twice, reload the page.',
  },
  /** For every way in which a sign-in fails. */
  signIn: {
    what: 'The coordinator did not accept this tab\u2019s sign-in.',
    does: 'Tabloom has stopped; credits already earned stay with this browser.',
    can: 'Try again. If it goes on, check that this device\u2019s clock is right.',
  },
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
  key_revoked: {
    what: 'This browser\u2019s key was revoked, or its account was deleted.',
    does: 'Tabloom has stopped and computes nothing more in its name.',
    can: 'Under Devices you can join an account again, or begin anew.',
  },
  rate_limited: {
    what: 'This device asked too often.',
    does: 'Tabloom waits a little.',
    can: 'You can leave the tab open.',
  },
  link_code_invalid: {
    what: 'This code is unknown, used, or older than ten minutes.',
    does: 'Nothing was changed.',
    can: 'Look for a slip in the code, or show a new one on the other device.',
  },
  recovery_unknown: {
    what: 'No account here has this recovery code.',
    does: 'Nothing was changed.',
    can: 'Look whether it was made at another address, or whether a newer code has replaced it.',
  },
  id_conflict: {
    what: 'This browser\u2019s key belongs to another account already.',
    does: 'Nothing was changed.',
    can: 'Try again; if it happens twice, sign this browser out under Devices first.',
  },
  /** What an account's form may be answered, where the general words are about computing. */
  codeMistyped: {
    what: 'This code is not complete, or a character in it is wrong.',
    does: 'Nothing was changed.',
    can: 'Compare it with what you kept; dashes and spaces do not matter.',
  },
  accountAway: {
    what: 'The coordinator does not answer.',
    does: 'Nothing was done, or the answer to it was lost.',
    can: 'Try again when you are online and the coordinator is back.',
  },
  accountTooOften: {
    what: 'Too many codes were tried.',
    does: 'The coordinator waits before it looks at another one.',
    can: 'Try again in a minute.',
  },
  accountInsecure: {
    what: 'The browser gives this page no secure key.',
    does: 'Nothing was changed.',
    can: 'Open it over HTTPS, or from this computer as localhost, and not in a private window.',
  },
  accountSignIn: {
    what: 'The coordinator did not accept this tab\u2019s sign-in.',
    does: 'As far as Tabloom knows nothing was changed.',
    can: 'Try again. If it goes on, check that this device\u2019s clock is right.',
  },
  accountElsewhere: {
    what: 'That did not work, and it should have.',
    does: 'As far as Tabloom knows nothing was changed.',
    can: 'Try again; if it happens twice, reload the page.',
  },
} satisfies Partial<Record<ErrorCode | OwnTrouble, Trouble>>;

export const errorDetails = {
  summary: 'Details',
  toDevices: 'Go to Devices',
  code: (code: string, message: string) => `${code}: ${message}`,
};
