import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tensorOf, textOf } from '../../test/support/inlineValues.ts';
import { editDistance, scoreOutput } from './score.ts';

const word = fc.string({ maxLength: 8 });
/** Few letters, so that edits meet. */
const ab = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 });

/** The definition, without the table. */
function slowDistance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const substitution = slowDistance(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1);
  return Math.min(substitution, slowDistance(a.slice(1), b) + 1, slowDistance(a, b.slice(1)) + 1);
}

describe('the edit distance', () => {
  test('is what the definition says', () => {
    const short = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 5 });
    fc.assert(
      fc.property(short, short, (a, b) => {
        expect(editDistance(a, b)).toBe(slowDistance(a, b));
      }),
    );
    expect(editDistance('kitten', 'sitting')).toBe(3);
  });

  test('is a metric', () => {
    fc.assert(
      fc.property(ab, ab, ab, (a, b, c) => {
        expect(editDistance(a, b) === 0).toBe(a === b);
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c));
      }),
    );
  });

  test('lies between the difference of the lengths and the longer one', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b)).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});

describe('the score', () => {
  test('of texts is edits over characters of the truth', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(ab, ab)), (pairs) => {
        const read = textOf(...pairs.map(([value]) => value));
        const truth = pairs.map(([, value]) => value);
        expect(scoreOutput(read, truth)).toEqual({
          numerator: pairs.reduce((sum, [a, b]) => sum + editDistance(a, b), 0),
          denominator: truth.join('').length,
        });
        expect(scoreOutput(textOf(...truth), truth).numerator).toBe(0);
      }),
    );
  });

  test('of texts counts a missing row as all wrong', () => {
    expect(scoreOutput(textOf('abc'), ['abc', 'de'])).toEqual({ numerator: 2, denominator: 5 });
  });

  test('of vectors is rows whose largest value is at the true index', () => {
    const logits = tensorOf('float32', [3, 3], [0, 1, 2, 9, 1, 1, -3, -1, -2]);
    expect(scoreOutput(logits, [2, 0, 1])).toEqual({ numerator: 3, denominator: 3 });
    expect(scoreOutput(logits, [2, 1, 0])).toEqual({ numerator: 1, denominator: 3 });
  });

  test('of single values compares the value itself', () => {
    expect(scoreOutput(tensorOf('int32', [3], [7, 8, 9]), [7, 0, 9])).toEqual({
      numerator: 2,
      denominator: 3,
    });
  });

  test('of rows split into workunits sums to that of all rows', () => {
    const row = fc.tuple(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 4, maxLength: 4 }), fc.nat(3));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), fc.nat(), (rows, at) => {
        const scoreOf = (part: typeof rows) =>
          scoreOutput(
            tensorOf(
              'float32',
              [part.length, 4],
              part.flatMap(([values]) => values),
            ),
            part.map(([, label]) => label),
          );
        const cut = at % (rows.length + 1);
        const [head, tail, whole] = [scoreOf(rows.slice(0, cut)), scoreOf(rows.slice(cut)), scoreOf(rows)];
        expect(head.numerator + tail.numerator).toBe(whole.numerator);
        expect(head.denominator + tail.denominator).toBe(whole.denominator);
      }),
    );
  });
});
