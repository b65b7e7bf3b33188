// How many threads WebAssembly gets when nobody says: half the cores, so that the device stays pleasant to use.

/** Between 1 and 4; `cores` are logical ones. */
export function defaultThreads(cores: number): number {
  return Math.min(4, Math.max(1, Math.floor(cores / 2)));
}
