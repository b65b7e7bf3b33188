// The present moment for what counts down, renewed every second while it is wanted.

import { useEffect, useState } from 'preact/hooks';

/** Milliseconds since the epoch. */
export function useNow(wanted: boolean): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    if (!wanted) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [wanted]);
  return now;
}
