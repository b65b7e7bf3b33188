// A brake on guessing codes. A link code has 40 bits and lives ten minutes: with the 2 guesses a second that pass here
// for all callers together, 1,200 guesses meet a live code with a probability of 1 in 10^9.

import { TabloomError } from '../../protocol/errors.ts';
import { createTokenBucket, type TokenBucket } from '../../util/tokenBucket.ts';

const FOR_ALL = { capacity: 60, perSecond: 2 };
const FOR_ONE = { capacity: 10, perSecond: 0.1 };
/** Addresses remembered at a time. */
const MAX_ADDRESSES = 10_000;

/** Call with every failed claim's address before the next is looked at. Throws rate_limited. */
export type ClaimBrake = { check(address: string | null): void };

/** `clock` in milliseconds. Counts every claim: an honest person needs one or two. */
export function createClaimBrake(clock: () => number): ClaimBrake {
  const all = createTokenBucket({ ...FOR_ALL, clock });
  const each = new Map<string, TokenBucket>();
  return {
    check(address) {
      const name = address ?? '';
      if (each.size >= MAX_ADDRESSES) each.clear();
      const own = each.get(name) ?? createTokenBucket({ ...FOR_ONE, clock });
      each.set(name, own);
      const refusal = own.take() ?? all.take();
      if (refusal === null) return;
      throw new TabloomError('rate_limited', 'Too many codes were tried. Wait a little and try again.', {
        retryAfterMs: refusal.waitMs,
      });
    },
  };
}
