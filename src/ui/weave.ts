// The geometry of the cloth: where the n-th stitch lies. Plain weave, the weft going to and fro: even rows run
// left to right, odd rows right to left, set off by one warp thread. Pure; painting is elsewhere.

/** Widths that a stitch may have, CSS pixels. A young cloth is coarse, an old one fine. */
const PITCHES = [44, 36, 28, 22, 17, 13, 10] as const;

/** Height of a row ÷ width of a stitch. */
const ROW_RATIO = 0.42;

export type Weave = {
  /** Width of one stitch: two warp threads. */
  pitch: number;
  rowHeight: number;
  columns: number;
  /** The first row that is shown; older ones are rolled up on the beam. */
  firstRow: number;
  /** Rows shown, the one under way included. */
  rows: number;
};

export type WeaveRequest = {
  width: number;
  /** Room for woven rows. */
  height: number;
  /** Stitches so far. */
  total: number;
  /** Stitches that the size is chosen for, if more than there are. */
  plan?: number;
  /** The coarsest stitch wanted. */
  maxPitch?: number;
};

/** The coarsest weave in which all stitches fit; past the finest, the latest rows. */
export function layOutWeave({ width, height, total, plan = 0, maxPitch = PITCHES[0] }: WeaveRequest): Weave {
  const wanted = Math.max(total, plan, 1);
  let weave = weaveOf(PITCHES.at(-1)!, width);
  for (const step of PITCHES) {
    if (step > maxPitch) continue;
    weave = weaveOf(step, width);
    if (Math.ceil(wanted / weave.columns) * weave.rowHeight <= height) break;
  }
  const rowsNeeded = Math.ceil(total / weave.columns);
  const capacity = Math.max(1, Math.floor(height / weave.rowHeight));
  const rows = Math.min(rowsNeeded, capacity);
  return { ...weave, rows, firstRow: rowsNeeded - rows };
}

/** Half a stitch stays free, since every other row is set off; the pitch stretches to fill the width. */
function weaveOf(step: number, width: number) {
  const columns = Math.max(1, Math.floor(width / step - 0.5));
  const pitch = width / (columns + 0.5);
  return { columns, pitch, rowHeight: pitch * ROW_RATIO };
}

export type Place = {
  /** Row among all rows, the rolled-up ones included. */
  row: number;
  /** The warp thread that the stitch passes over, from 0. */
  warp: number;
  /** Centre of the stitch, from the cloth's left edge and the first shown row's top. */
  x: number;
  y: number;
};

/** Where the stitch of this index (0: the first ever) lies; null where its row is rolled up. */
export function placeStitch(weave: Weave, index: number): Place | null {
  const row = Math.floor(index / weave.columns);
  if (row < weave.firstRow) return null;
  const step = index % weave.columns;
  const odd = row % 2;
  const column = odd ? weave.columns - 1 - step : step;
  const warp = 2 * column + odd;
  return { row, warp, x: warpX(weave, warp), y: (row - weave.firstRow + 0.5) * weave.rowHeight };
}

export function warpCount(weave: Weave): number {
  return 2 * weave.columns;
}

export function clothWidth(weave: Weave): number {
  return (weave.columns + 0.5) * weave.pitch;
}

export function warpX(weave: Weave, warp: number): number {
  return ((warp + 1) * weave.pitch) / 2;
}

/** The index of the oldest stitch that is shown. */
export function firstShown(weave: Weave): number {
  return weave.firstRow * weave.columns;
}
