// Which engines have failed in this session. A graphics card that failed is not tried again, nor is what does not
// start. But a worker on the processor may crash of one piece of work: it gets further chances when nothing else is left,
// or a tab that nobody looks at would stand still from then on.

import type { EngineTarget } from '../../../workers/api.ts';

/**
 * In a row, without a finished task in between. One more than a coordinator lets a volunteer try one workunit: what is
 * too large for this device ends up elsewhere, and the next may fit.
 */
const MAX_CRASHES = 4;

export type FailedTargets = {
  has(target: EngineTarget): boolean;
  /** `started`: it did not fail at the start but while it was used. */
  add(target: EngineTarget, message: string, started: boolean): void;
  /** A task is finished: what crashed before may have had its reasons. */
  worked(): void;
  /** The first of `targets` that may be tried; undefined when none is left. */
  next(targets: readonly EngineTarget[]): EngineTarget | undefined;
  /** What failed and how, for people. */
  readonly reasons: string;
  clear(): void;
};

export function createFailedTargets(): FailedTargets {
  const messages = new Map<string, string>();
  const crashes = new Map<string, number>();

  const has = (target: EngineTarget): boolean => messages.has(keyOf(target));

  function hasAnotherChance(target: EngineTarget): boolean {
    const times = crashes.get(keyOf(target));
    return target.executionProvider === 'wasm' && times !== undefined && times < MAX_CRASHES;
  }

  return {
    has,
    add(target, message, started) {
      const key = keyOf(target);
      messages.set(key, message);
      if (started) crashes.set(key, (crashes.get(key) ?? 0) + 1);
      else crashes.delete(key);
    },
    worked() {
      for (const key of crashes.keys()) crashes.set(key, 0);
    },
    next: (targets) => targets.find((target) => !has(target)) ?? targets.findLast(hasAnotherChance),
    get reasons() {
      return [...messages].map(([name, message]) => `${name}: ${message}`).join(' ');
    },
    clear() {
      messages.clear();
      crashes.clear();
    },
  };
}

/** A short name of a target, such as `webgpu` or `wasm on 4 threads`. */
export function keyOf({ executionProvider, threads }: EngineTarget): string {
  return executionProvider === 'webgpu' ? 'webgpu' : `wasm on ${threads} thread${threads === 1 ? '' : 's'}`;
}
