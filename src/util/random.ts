// Seeded randomness for data that has to come out the same on every machine: integer arithmetic only,
// so no engine's Math functions matter. Not for secrets.

/** Gives the next 32 uniform bits as an unsigned integer. */
export type RandomBits = () => number;

/**
 * sfc32, a small fast generator of period at least 2^32 (Chris Doty-Humphrey, PractRand).
 * `stream` separates sequences of one seed, e.g. one per row; both are taken modulo 2^32.
 */
export function sfc32(seed: number, stream = 0): RandomBits {
  let a = 0;
  let b = seed | 0;
  let c = stream | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  // PractRand's own count of rounds until three words of seed are mixed into all of the state.
  for (let round = 0; round < 15; round++) next();
  return next;
}

/** Uniform in [low, high). */
export function uniform(random: RandomBits, low: number, high: number): number {
  return low + (random() / 2 ** 32) * (high - low);
}

/** Uniform among the integers 0 to `bound` - 1, for bounds far below 2^32 (the bias is bound / 2^32). */
export function integerBelow(random: RandomBits, bound: number): number {
  return Math.floor((random() / 2 ** 32) * bound);
}

const BYTE_SUM_MEAN = 4 * 127.5;
const BYTE_SUM_SD = Math.sqrt((4 * (256 ** 2 - 1)) / 12);

/** Nearly standard normal: the sum of the draw's four bytes, so never beyond 3.45 (Irwin-Hall, n = 4). */
export function nearNormal(random: RandomBits): number {
  const bits = random();
  const byteSum = (bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24);
  return (byteSum - BYTE_SUM_MEAN) / BYTE_SUM_SD;
}

/** Fisher-Yates, in place. */
export function shuffle<Item>(random: RandomBits, items: Item[]): void {
  for (let last = items.length - 1; last > 0; last--) {
    const other = integerBelow(random, last + 1);
    const item = items[last] as Item;
    items[last] = items[other] as Item;
    items[other] = item;
  }
}
