// The last words of a visit: leases go back at once, so that nobody waits for them, and results that are not
// answered yet get one more try, as far as a page that is going away may send them; the leases of the rest go back, too.

import { TabloomError } from '../../protocol/errors.ts';
import type { ReturnRequest } from '../../protocol/work.ts';
import type { Connection } from './connection.ts';
import { refOf, type Leases } from './leases.ts';
import type { Outbox } from './outbox.ts';
import { withDeadline } from './waiting.ts';

/** The last words may take this long. */
const LEAVE_MS = 2000;
/** What the wire takes at once. */
const MAX_RETURNED = 64;

export type LeaveDeps = {
  connection: Connection;
  /** Sends a text to the coordinator even from a page that is going away; false if it could not. */
  sendBeacon?: (url: string, body: string) => boolean;
};

/** What can be sent at once is sent before this returns, and then the queue is emptied. Never rejects. */
export async function leave(deps: LeaveDeps, leases: Leases, outbox: Outbox): Promise<void> {
  const { connection, sendBeacon } = deps;
  const { body: results, unsent } = outbox.lastWords();
  const returned: ReturnRequest = { leases: [...leases.all.map(refOf), ...unsent].slice(0, MAX_RETURNED) };
  const sent: Promise<unknown>[] = [];
  if (
    returned.leases.length > 0 &&
    sendBeacon?.(connection.departureUrl, JSON.stringify(returned)) !== true
  ) {
    sent.push(bounded((signal) => connection.giveBack(signal, returned, { keepalive: true })));
  }
  if (results !== undefined) {
    sent.push(bounded((signal) => connection.postResults(signal, results, { keepalive: true })));
  }
  // Not before: who is cut off on the way out may try again.
  leases.remove(leases.all, 'lost');
  await Promise.allSettled(sent);
}

function bounded(call: (signal: AbortSignal) => Promise<unknown>): Promise<unknown> {
  const late = (): TabloomError => new TabloomError('coordinator_away', 'There was no time for it.');
  return withDeadline(new AbortController().signal, LEAVE_MS, late, call);
}
