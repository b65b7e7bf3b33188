// Greedy CTC decoding (Graves et al. 2006, best path): the best class of every step, repeats collapsed, blanks
// dropped. Class 0 is the blank, class i the alphabet's line i.

import { TabloomError } from '../../src/protocol/errors.ts';
import type { Tensor } from '../../src/protocol/tensor.ts';
import { argmax, numbersOf } from './numbers.ts';

/** One symbol per class. */
export type Alphabet = readonly string[];

const BLANK = 0;

/** Lines as they stand: no line is trimmed, for one of them is a space. */
export function readAlphabet(bytes: Uint8Array): Alphabet {
  return new TextDecoder().decode(bytes).split('\n');
}

/** `scores` is [rows, steps, classes]; one text per row, without spaces at its ends. Equal scores go to the lower class. */
export function decodeCtc(name: string, scores: Tensor, alphabet: Alphabet): string[] {
  const [rows, steps, classes] = scores.shape;
  if (rows === undefined || steps === undefined || classes === undefined || scores.shape.length !== 3) {
    throw new TabloomError(
      'engine_failed',
      `Output "${name}" has shape [${scores.shape.join(', ')}]; CTC decoding needs [rows, steps, classes].`,
    );
  }
  if (classes > alphabet.length) {
    throw new TabloomError(
      'engine_failed',
      `Output "${name}" has ${classes} classes, its alphabet only ${alphabet.length} lines.`,
    );
  }
  const numbers = numbersOf(scores);
  return Array.from({ length: rows }, (_, row) => {
    let text = '';
    let previous = BLANK;
    for (let step = 0; step < steps; step++) {
      const start = (row * steps + step) * classes;
      const best = argmax(numbers, start, start + classes);
      if (best !== BLANK && best !== previous) text += alphabet[best]!;
      previous = best;
    }
    return text.replace(/^ +| +$/g, '');
  });
}
