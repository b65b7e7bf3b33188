// How much of a device the levels mean. Pure; what a person chose is kept by the browser (browser/settings.ts).

export type Power = 'gentle' | 'balanced' | 'full' | 'custom';

/** Part of the time, and part of the processor's cores (at least one, at most `maxThreads`). */
export const LEVELS = {
  gentle: { duty: 0.25, coreShare: 0.25, maxThreads: 2 },
  balanced: { duty: 0.5, coreShare: 0.5, maxThreads: 4 },
  full: { duty: 1, coreShare: 0.5, maxThreads: 8 },
} as const;

/** `percent` of the time and `threads` count only for `custom`. */
export type PowerChoice = { power: Power; percent: number; threads: number };

/** The part of the time that computing may take, (0, 1]. */
export function dutyOf({ power, percent }: PowerChoice): number {
  return power === 'custom' ? percent / 100 : LEVELS[power].duty;
}

/** How many threads WebAssembly gets where it may have them; `cores` are logical ones. */
export function threadsWanted({ power, threads }: PowerChoice, cores: number): number {
  if (power === 'custom') return Math.min(threads, Math.max(1, cores));
  const { coreShare, maxThreads } = LEVELS[power];
  return Math.min(maxThreads, Math.max(1, Math.floor(cores * coreShare)));
}

/** What of so many threads WebAssembly can have: only a cross-origin isolated page has more than one. */
export function threadsAllowed(wanted: number, crossOriginIsolated: boolean): number {
  return crossOriginIsolated ? wanted : 1;
}
