// How long until the runtime asks again, while it waits.

import { useEffect, useState } from 'preact/hooks';
import { formatCount } from '../format.ts';
import { state } from '../data/visit.ts';
import { bench } from '../words.ts';

export function NextTry() {
  const { phase, nextTryAt } = state.value;
  const [now, setNow] = useState(Date.now());
  const waits = nextTryAt !== undefined && (phase === 'waiting' || phase === 'offline');
  useEffect(() => {
    if (!waits) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [waits, nextTryAt]);
  if (!waits) return null;
  const seconds = Math.ceil((nextTryAt - now) / 1000);
  return <p class="soft next-try">{bench.nextTry(formatCount(Math.max(1, seconds)))}</p>;
}
