import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Tensor } from '../../src/protocol/tensor.ts';
import { decodeCtc, readAlphabet } from './ctc.ts';

const alphabet = ['', 'a', 'b', ' '];

/** Scores in which class `best` wins every step. */
function scoresOf(rows: number[][], classes = alphabet.length): Tensor {
  const steps = rows[0]?.length ?? 0;
  const scores = new Float32Array(rows.length * steps * classes).fill(-1);
  rows.flat().forEach((best, i) => {
    scores[i * classes + best] = 1;
  });
  return { dtype: 'float32', shape: [rows.length, steps, classes], bytes: new Uint8Array(scores.buffer) };
}

test.each([
  [[0, 0, 0, 0, 0], ''],
  [[1, 1, 0, 1, 2], 'aab'],
  [[1, 2, 2, 2, 1], 'aba'],
  [[3, 1, 3, 2, 3], 'a b'],
  [[3, 0, 3, 0, 3], ''],
])('%j is %j', (best, text) => {
  expect(decodeCtc('text', scoresOf([best]), alphabet)).toEqual([text]);
});

test('equal scores go to the lower class', () => {
  const even = { ...scoresOf([[1]]), bytes: new Uint8Array(Float32Array.of(0, 2, 2, 1).buffer) };
  expect(decodeCtc('text', even, alphabet)).toEqual(['a']);
});

test('a text spelled with a blank between its characters comes back', () => {
  const character = fc.constantFrom('a', 'b');
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: character, minLength: 3, maxLength: 3 }), { minLength: 1 }),
      (texts) => {
        const rows = texts.map((text) => [...text].flatMap((symbol) => [alphabet.indexOf(symbol), 0]));
        expect(decodeCtc('text', scoresOf(rows), alphabet)).toEqual(texts);
      },
    ),
  );
});

test('the alphabet keeps its empty first line and its space', () => {
  expect(readAlphabet(new TextEncoder().encode('\na\nb\n '))).toEqual(alphabet);
});

test('scores of another form and classes without a symbol are refused', () => {
  const flat: Tensor = { ...scoresOf([[1]]), shape: [4] };
  expect(() => decodeCtc('text', flat, alphabet)).toThrow('needs [rows, steps, classes]');
  expect(() => decodeCtc('text', scoresOf([[1]], 5), alphabet)).toThrow(
    '5 classes, its alphabet only 4 lines',
  );
});
