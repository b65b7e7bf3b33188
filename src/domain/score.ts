// The running score of a job whose requester knows the truth: character error rate or accuracy.

import type { OutputValue } from '../protocol/values.ts';
import { tensorNumbers } from './outputs.ts';

/** Numerator ÷ denominator is the score of one workunit; sums over workunits give the job's. */
export type ScorePart = { numerator: number; denominator: number };

/** Levenshtein distance in UTF-16 code units: insertions, deletions and substitutions cost 1. */
export function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      current[j] = Math.min(substitution, previous[j]! + 1, current[j - 1]! + 1);
    }
    previous = current;
  }
  return previous[b.length]!;
}

/** Texts: edits over characters of the truth. Vectors: rows whose largest value is at the true index, over rows. */
export function scoreOutput(output: OutputValue, truth: readonly (string | number)[]): ScorePart {
  if (output.type === 'text') {
    let edits = 0;
    let characters = 0;
    truth.forEach((line, row) => {
      edits += editDistance(output.values[row] ?? '', String(line));
      characters += String(line).length;
    });
    return { numerator: edits, denominator: characters };
  }
  const values = tensorNumbers(output);
  const width = truth.length === 0 ? 1 : values.length / truth.length;
  let hits = 0;
  truth.forEach((label, row) => {
    let best = 0;
    for (let i = 1; i < width; i++) if (values[row * width + i]! > values[row * width + best]!) best = i;
    if ((width === 1 ? values[row] : best) === Number(label)) hits++;
  });
  return { numerator: hits, denominator: truth.length };
}
