// Whether work of one kind takes clearly longer than it did at its best: somebody else wants the processor or the
// graphics card. A ratio over short windows; what to do about it is the page's business.

export type Strain = {
  /** One batch of work of this kind took `ms`. */
  took(kind: string, ms: number): void;
  /** How many times longer than at its best, in both of the last two windows; 1 until there is something to compare. */
  readonly ratio: number;
};

/** Single batches vary by half; so much computing of one kind is looked at together. */
const WINDOW_MS = 200;
/** The best is forgotten by this part per window: a device that got slower for good is not strained. */
const DRIFT = 0.02;

type Kind = { batches: number; ms: number; bestMs: number };

export function createStrain(): Strain {
  const kinds = new Map<string, Kind>();
  let last = 1;
  let ratio = 1;
  return {
    took(name, ms) {
      const kind = kinds.get(name) ?? { batches: 0, ms: 0, bestMs: Infinity };
      kinds.set(name, kind);
      kind.batches += 1;
      kind.ms += ms;
      if (kind.ms < WINDOW_MS) return;
      const meanMs = kind.ms / kind.batches;
      kind.bestMs = Math.min(meanMs, kind.bestMs * (1 + DRIFT));
      const now = kind.bestMs > 0 ? meanMs / kind.bestMs : 1;
      ratio = Math.min(last, now);
      last = now;
      kind.batches = 0;
      kind.ms = 0;
    },
    get ratio() {
      return ratio;
    },
  };
}
