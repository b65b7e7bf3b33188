// How long until the runtime asks again, while it waits.

import { formatCount } from '../format.ts';
import { state } from '../data/visit.ts';
import { useNow } from '../useNow.ts';
import { bench } from '../words.ts';

export function NextTry() {
  const { phase, nextTryAt } = state.value;
  const waits = nextTryAt !== undefined && (phase === 'waiting' || phase === 'offline');
  const now = useNow(waits);
  if (!waits) return null;
  const seconds = Math.ceil((nextTryAt - now) / 1000);
  return <p class="soft next-try">{bench.nextTry(formatCount(Math.max(1, seconds)))}</p>;
}
