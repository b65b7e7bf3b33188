// The sonnets' lines as shards of scanned-looking images, with the text as the truth that volunteers never see.
// Deterministic under the seed. Runs inside the server's process at its first start, so it gives way to others.

import { setImmediate } from 'node:timers/promises';
import { TabloomError } from '../../protocol/errors.ts';
import { encodeSafetensors } from '../../protocol/safetensors.ts';
import { sfc32, shuffle, uniform } from '../../util/random.ts';
import { scanLine } from './scan.ts';
import { sonnetLines, type VerseLine } from './sonnets.ts';
import { LINE_HEIGHT, Typesetter, type Face } from './typeset.ts';

export type PageShard = {
  /** safetensors with one tensor: `lines` uint8 [rows, 1, 48, width], dark ink on light paper. */
  bytes: Uint8Array<ArrayBuffer>;
  rows: number;
  /** The text of each row. */
  truth: string[];
};

export type PageOptions = {
  seed?: number;
  rowsPerShard?: number;
  /** How many lines, from the first sonnet on; all 2,155 if left out. */
  lines?: number;
  /** Ends the generator with `aborted`. */
  signal?: AbortSignal;
};

const MAX_SKEW_DEGREES = 1;
/** The recogniser makes one step of every 8 pixels. */
const WIDTH_STEP = 8;
const MAX_WIDTH = 1024;
/** 7 ms of work as measured, 30 ms for the first three while V8 warms up. */
const LINES_PER_TURN = 3;
const MEASURES_PER_TURN = 100;

// Streams of the seed, apart from those of the lines, which are their indices.
const FACE_STREAM = 1_000_000;
const ORDER_STREAM = 2_000_000;

type PlacedLine = VerseLine & { face: Face; width: number };

/**
 * Lines of like width share a shard, whose width is that of its widest line, rounded up to 8; paper fills the
 * rest. Shards come in shuffled order, rows in reading order. A line's damage depends on the seed, its index
 * and its shard's width.
 */
export async function* pageShards(options: PageOptions = {}): AsyncGenerator<PageShard> {
  const { seed = 1, rowsPerShard = 48, lines: lineCount, signal } = options;
  const typesetter = new Typesetter(MAX_WIDTH);
  const placed = await placeLines(sonnetLines().slice(0, lineCount), seed, typesetter, signal);
  for (const group of groupByWidth(placed, rowsPerShard, seed)) {
    const width = Math.ceil(Math.max(...group.map((line) => line.width)) / WIDTH_STEP) * WIDTH_STEP;
    const images = new Uint8Array(group.length * LINE_HEIGHT * width);
    for (const [row, line] of group.entries()) {
      if (row % LINES_PER_TURN === 0) await giveWay(signal);
      const random = sfc32(seed, line.index);
      const skewDegrees = uniform(random, -MAX_SKEW_DEGREES, MAX_SKEW_DEGREES);
      const clean = typesetter.set(line.text, line.face, width, skewDegrees);
      images.set(scanLine(clean, width, random), row * LINE_HEIGHT * width);
    }
    const shape = [group.length, 1, LINE_HEIGHT, width];
    const bytes = encodeSafetensors({ lines: { dtype: 'uint8', shape, bytes: images } });
    yield { bytes, rows: group.length, truth: group.map((line) => line.text) };
  }
}

/** Each sonnet is a page, set in one face. */
async function placeLines(
  lines: VerseLine[],
  seed: number,
  typesetter: Typesetter,
  signal: AbortSignal | undefined,
): Promise<PlacedLine[]> {
  const placed: PlacedLine[] = [];
  for (const line of lines) {
    if (placed.length % MEASURES_PER_TURN === 0) await giveWay(signal);
    const face = uniform(sfc32(seed, FACE_STREAM + line.sonnet), 0, 1) < 0.5 ? 'garamond' : 'baskerville';
    placed.push({ ...line, face, width: typesetter.measure(line.text, face) });
  }
  return placed;
}

function groupByWidth(lines: PlacedLine[], rowsPerShard: number, seed: number): PlacedLine[][] {
  const byWidth = lines.toSorted((a, b) => a.width - b.width || a.index - b.index);
  const groups: PlacedLine[][] = [];
  for (let start = 0; start < byWidth.length; start += rowsPerShard) {
    groups.push(byWidth.slice(start, start + rowsPerShard).sort((a, b) => a.index - b.index));
  }
  shuffle(sfc32(seed, ORDER_STREAM), groups);
  return groups;
}

async function giveWay(signal: AbortSignal | undefined): Promise<void> {
  await setImmediate();
  if (signal?.aborted)
    throw new TabloomError('aborted', 'Typesetting was stopped.', { cause: signal.reason });
}
