// Do two hosts' results agree? One comparator per output. Agreement is symmetric but not transitive, so a
// distance comes with it and the canonical result is a medoid (science.md 1.2), never simply the first.

import type { Comparator } from '../protocol/program.ts';
import type { OutputValue, Outputs, TensorValue } from '../protocol/values.ts';
import { tensorNumbers } from './outputs.ts';
import { editDistance } from './score.ts';

/** `distance` is 0 for equal values and at most 1 for agreeing ones (share of the tolerance that was used). */
export type Agreement = { agrees: boolean; distance: number };

const EQUAL: Agreement = { agrees: true, distance: 0 };
const DIFFERENT: Agreement = { agrees: false, distance: Infinity };

/** Whether all outputs agree; the distance is the largest of any output. */
export function compareOutputs(a: Outputs, b: Outputs, comparators: Record<string, Comparator>): Agreement {
  let distance = 0;
  for (const [name, comparator] of Object.entries(comparators)) {
    const left = a[name];
    const right = b[name];
    if (!left || !right) return DIFFERENT;
    const agreement = compareValues(left, right, comparator);
    if (!agreement.agrees) return DIFFERENT;
    distance = Math.max(distance, agreement.distance);
  }
  return { agrees: true, distance };
}

function compareValues(a: OutputValue, b: OutputValue, comparator: Comparator): Agreement {
  if (a.type === 'text' || b.type === 'text') {
    if (a.type !== 'text' || b.type !== 'text' || a.values.length !== b.values.length) return DIFFERENT;
    return compareTexts(a.values, b.values, comparator.type === 'text' ? comparator.maxErrorRate : 0);
  }
  if (a.dtype !== b.dtype || a.shape.join() !== b.shape.join()) return DIFFERENT;
  if (a.data === b.data) return EQUAL;
  switch (comparator.type) {
    case 'exact':
    case 'text':
      return DIFFERENT;
    case 'allclose':
      return compareClose(a, b, comparator.rtol, comparator.atol);
    case 'argmax':
      return compareArgmax(a, b, comparator.margin);
  }
}

/** |a-b| <= atol + rtol * max(|a|, |b|) for every element; symmetric, unlike NumPy's allclose. */
function compareClose(a: TensorValue, b: TensorValue, rtol: number, atol: number): Agreement {
  const left = tensorNumbers(a);
  const right = tensorNumbers(b);
  let worst = 0;
  for (let i = 0; i < left.length; i++) {
    const difference = Math.abs(left[i]! - right[i]!);
    if (difference === 0) continue;
    const tolerance = atol + rtol * Math.max(Math.abs(left[i]!), Math.abs(right[i]!));
    if (!(difference <= tolerance)) return DIFFERENT;
    worst = Math.max(worst, difference / tolerance);
  }
  return { agrees: true, distance: worst };
}

/** Equal argmax along the last axis; a row that both see as a tie within `margin` of the other's choice agrees as well. */
function compareArgmax(a: TensorValue, b: TensorValue, margin: number): Agreement {
  const left = tensorNumbers(a);
  const right = tensorNumbers(b);
  const width = a.shape.at(-1) ?? 1;
  let ties = 0;
  const rows = width === 0 ? 0 : left.length / width;
  for (let row = 0; row < rows; row++) {
    const i = argmax(left, row * width, width);
    const j = argmax(right, row * width, width);
    if (i === j) continue;
    const gapLeft = left[row * width + i]! - left[row * width + j]!;
    const gapRight = right[row * width + j]! - right[row * width + i]!;
    if (gapLeft > margin || gapRight > margin) return DIFFERENT;
    ties++;
  }
  return { agrees: true, distance: rows === 0 ? 0 : ties / rows };
}

/** Index (within the row) of the largest of `width` values from `start`; the lowest index wins a tie. */
export function argmax(values: ArrayLike<number>, start: number, width: number): number {
  let best = 0;
  for (let i = 1; i < width; i++) if (values[start + i]! > values[start + best]!) best = i;
  return best;
}

function compareTexts(a: readonly string[], b: readonly string[], maxErrorRate: number): Agreement {
  let worst = 0;
  for (let i = 0; i < a.length; i++) {
    const left = foldText(a[i]!);
    const right = foldText(b[i]!);
    if (left === right) continue;
    const rate = editDistance(left, right) / Math.max(1, left.length, right.length);
    if (rate > maxErrorRate) return DIFFERENT;
    worst = Math.max(worst, rate / maxErrorRate);
  }
  return { agrees: true, distance: worst };
}

/** Unicode NFC, white space folded to single spaces, ends trimmed. */
export function foldText(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}
