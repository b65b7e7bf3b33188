// Something that a person asked for and that takes a while: under way, done, or refused with a reason to show.

import { useRef, useState } from 'preact/hooks';
import { asTabloomError, type WireError } from '../protocol/errors.ts';

/** Long enough for a slow phone; what was begun is not given up when the page changes. */
const LIMIT_MS = 60_000;

export type Action<Given extends unknown[]> = {
  /** Resolves with whether it was done; a second call while one is under way does nothing. */
  run(...given: Given): Promise<boolean>;
  busy: boolean;
  /** Of the last try. */
  problem: WireError | undefined;
  /** The last try's problem is of no interest any more. */
  dismiss(): void;
};

export function useAction<Given extends unknown[]>(
  work: (signal: AbortSignal, ...given: Given) => Promise<void>,
): Action<Given> {
  const underWay = useRef(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<WireError>();
  return {
    busy,
    problem,
    dismiss: () => setProblem(undefined),
    async run(...given) {
      if (underWay.current) return false;
      underWay.current = true;
      setBusy(true);
      setProblem(undefined);
      try {
        await work(AbortSignal.timeout(LIMIT_MS), ...given);
        return true;
      } catch (thrown) {
        setProblem(asTabloomError(thrown).toWire());
        return false;
      } finally {
        underWay.current = false;
        setBusy(false);
      }
    },
  };
}
