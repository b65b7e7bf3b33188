// What of a volunteer's credit is earned. Pure.

import type { Credit } from '../../protocol/work.ts';

/** Held or available: validated, and the account's. Micro-credits. */
export function earnedMicro({ heldMicro, availableMicro }: Credit): bigint {
  return BigInt(heldMicro) + BigInt(availableMicro);
}
