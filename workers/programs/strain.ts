// Whether work of one kind takes clearly longer than it did at its best: somebody else wants the processor or the
// graphics card. A ratio over short windows; what to do about it is the page's business.

export type Strain = {
  /** One batch of work of this kind took `ms`. */
  took(kind: string, ms: number): void;
  /** How many times longer than at its best, over the last window; 1 until there is something to compare with. */
  readonly ratio: number;
};

/** Single batches vary too much; this much computing is looked at together. */
const WINDOW_MS = 300;
/** The first batches of a kind compile and fill caches. */
const WARM_UP = 3;
/** The baseline is the fastest seen, forgotten by this part per batch: a device that got slower for good is not strained. */
const DRIFT = 0.002;

export function createStrain(): Strain {
  const kinds = new Map<string, { seen: number; bestMs: number }>();
  let window = { ms: 0, bestMs: 0 };
  let ratio = 1;
  return {
    took(kind, ms) {
      const known = kinds.get(kind) ?? { seen: 0, bestMs: Infinity };
      kinds.set(kind, known);
      known.seen += 1;
      if (known.seen <= WARM_UP) return;
      known.bestMs = Math.min(ms, known.bestMs * (1 + DRIFT));
      window.ms += ms;
      window.bestMs += known.bestMs;
      if (window.ms < WINDOW_MS) return;
      ratio = window.bestMs > 0 ? window.ms / window.bestMs : 1;
      window = { ms: 0, bestMs: 0 };
    },
    get ratio() {
      return ratio;
    },
  };
}
