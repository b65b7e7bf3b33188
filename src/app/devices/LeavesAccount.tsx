// Said before this browser joins another account: what stays behind with the one that it has.

import { exists, view } from '../data/accountView.ts';
import { state } from '../data/visit.ts';
import { formatCredits } from '../format.ts';
import { devices as words } from '../words.ts';

/** Of no use is the account of a key that was revoked. */
export function LeavesAccount() {
  if (exists.value !== true || view.value.state === 'revoked') return null;
  const { credit } = state.value;
  if (!credit) return <p class="warning">{words.leavesUnknown}</p>;
  const micro = BigInt(credit.heldMicro) + BigInt(credit.availableMicro) + BigInt(credit.pendingMicro);
  return <p class="warning">{micro > 0n ? words.leaves(formatCredits(micro)) : words.leavesNothing}</p>;
}
