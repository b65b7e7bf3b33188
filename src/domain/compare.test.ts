import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tensorOf, textOf } from '../../test/support/inlineValues.ts';
import type { Comparator } from '../protocol/program.ts';
import type { OutputValue } from '../protocol/values.ts';
import { argmax, compareOutputs, foldText } from './compare.ts';
import { editDistance } from './score.ts';

const compare = (a: OutputValue, b: OutputValue, comparator: Comparator) =>
  compareOutputs({ y: a }, { y: b }, { y: comparator });

const comparator: fc.Arbitrary<Comparator> = fc.oneof(
  fc.constant({ type: 'exact' as const }),
  fc.record({
    type: fc.constant('allclose' as const),
    rtol: fc.constantFrom(0, 1e-3, 0.5),
    atol: fc.constantFrom(0, 0.01, 1),
  }),
  fc.record({ type: fc.constant('argmax' as const), margin: fc.constantFrom(0, 0.5, 3) }),
  fc.record({ type: fc.constant('text' as const), maxErrorRate: fc.constantFrom(0, 0.2, 0.5) }),
);
/** Few and close, so that agreement and ties happen. */
const number = fc.constantFrom(-1, -0.999, 0, 0.005, 0.5, 1, 1.0005, 1.4, 2);
const tensor = fc
  .constantFrom([2, 3], [3, 2], [6])
  .chain((shape) =>
    fc
      .array(number, { minLength: 6, maxLength: 6 })
      .map((numbers) => tensorOf('float32', [...shape], numbers)),
  );
const text = fc
  .array(fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'é'), maxLength: 5 }), { maxLength: 2 })
  .map((values) => textOf(...values));
const value = fc.oneof(tensor, text);

describe('every comparator', () => {
  test('is symmetric, distance included', () => {
    fc.assert(
      fc.property(value, value, comparator, (a, b, how) => {
        expect(compare(a, b, how)).toEqual(compare(b, a, how));
      }),
      { numRuns: 500 },
    );
  });

  test('finds equal values equal', () => {
    fc.assert(
      fc.property(value, comparator, (a, how) => {
        expect(compare(a, structuredClone(a), how)).toEqual({ agrees: true, distance: 0 });
      }),
    );
  });

  test('gives a distance of at most 1 to what agrees and infinity to what does not', () => {
    fc.assert(
      fc.property(value, value, comparator, (a, b, how) => {
        const { agrees, distance } = compare(a, b, how);
        if (agrees) expect(distance).toBeLessThanOrEqual(1);
        else expect(distance).toBe(Infinity);
      }),
      { numRuns: 500 },
    );
  });

  test('finds other types, shapes and kinds different', () => {
    const one = tensorOf('float32', [2, 1], [1, 1]);
    fc.assert(
      fc.property(comparator, (how) => {
        expect(compare(one, { ...one, shape: [1, 2] }, how).agrees).toBe(false);
        expect(compare(one, { ...one, dtype: 'int32' }, how).agrees).toBe(false);
        expect(compare(one, textOf('1', '1'), how).agrees).toBe(false);
        expect(compare(textOf('1'), textOf('1', '1'), how).agrees).toBe(false);
      }),
    );
  });
});

describe('several outputs', () => {
  const how = { a: { type: 'allclose', rtol: 0, atol: 1 }, b: { type: 'text', maxErrorRate: 0 } } as const;
  const close = { a: tensorOf('float32', [1], [0]), b: textOf('x') };

  test('agree only together, at the largest distance of any', () => {
    expect(compareOutputs(close, { ...close, a: tensorOf('float32', [1], [0.5]) }, how)).toEqual({
      agrees: true,
      distance: 0.5,
    });
    expect(compareOutputs(close, { ...close, b: textOf('y') }, how).agrees).toBe(false);
  });

  test('do not agree when one of them is missing', () => {
    expect(compareOutputs(close, { a: close.a }, how).agrees).toBe(false);
    expect(compareOutputs({ a: close.a }, close, how).agrees).toBe(false);
  });
});

describe('allclose', () => {
  test('is |a - b| <= atol + rtol * max(|a|, |b|), element by element', () => {
    const numbers = fc.double({ min: -4, max: 4, noNaN: true }).map(Math.fround);
    const tolerance = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(numbers, numbers, tolerance, tolerance, (a, b, rtol, atol) => {
        const within = Math.abs(a - b) <= atol + rtol * Math.max(Math.abs(a), Math.abs(b));
        const [x, y] = [tensorOf('float32', [1, 2], [7, a]), tensorOf('float32', [1, 2], [7, b])];
        expect(compare(x, y, { type: 'allclose', rtol, atol }).agrees).toBe(within);
      }),
      { numRuns: 1000 },
    );
  });

  test('takes zero and minus zero for equal, and NaN for nothing', () => {
    const how: Comparator = { type: 'allclose', rtol: 0, atol: 0 };
    const of = (x: number) => tensorOf('float32', [1], [x]);
    expect(compare(of(0), of(-0), how)).toEqual({ agrees: true, distance: 0 });
    expect(compare(of(0), of(Number.NaN), how).agrees).toBe(false);
  });

  test('is not transitive: what lies between two that differ agrees with both', () => {
    const how: Comparator = { type: 'allclose', rtol: 0, atol: 1 };
    const [a, b, c] = [0, 0.75, 1.5].map((x) => tensorOf('float32', [1], [x]));
    expect(compare(a!, b!, how).agrees).toBe(true);
    expect(compare(b!, c!, how).agrees).toBe(true);
    expect(compare(a!, c!, how).agrees).toBe(false);
  });
});

describe('argmax', () => {
  const rows = (...numbers: number[]) => tensorOf('float32', [numbers.length / 2, 2], numbers);

  test('compares the place of the largest value in every row, whatever the values', () => {
    const how: Comparator = { type: 'argmax', margin: 0 };
    expect(compare(rows(1, 2, 9, 0), rows(5, 6, 3, 2), how)).toEqual({ agrees: true, distance: 0 });
    expect(compare(rows(1, 2, 9, 0), rows(1, 2, 2, 3), how).agrees).toBe(false);
  });

  test('lets a near tie fall either way only if both saw it', () => {
    const how: Comparator = { type: 'argmax', margin: 0.1 };
    expect(compare(rows(1, 1.05, 0, 1), rows(1.05, 1, 0, 1), how)).toEqual({ agrees: true, distance: 0.5 });
    expect(compare(rows(1, 1.05), rows(2, 1), how).agrees).toBe(false);
  });

  test('takes the lowest index of equal values', () => {
    expect(argmax([0, 3, 3, 1], 0, 4)).toBe(1);
    expect(argmax([9, 1, 2, 2], 1, 3)).toBe(1);
  });
});

describe('text', () => {
  test('folds Unicode forms and white space before it compares', () => {
    expect(foldText('  caf\u0065\u0301\t\n au  lait ')).toBe('caf\u00e9 au lait');
    const how: Comparator = { type: 'text', maxErrorRate: 0 };
    expect(compare(textOf('caf\u00e9  x '), textOf('cafe\u0301 x'), how)).toEqual({
      agrees: true,
      distance: 0,
    });
    expect(compare(textOf('a'), textOf('b'), how).agrees).toBe(false);
  });

  test('allows edits up to its rate, of the longer text', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(word, word, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, maxErrorRate) => {
        const rate = editDistance(a, b) / Math.max(a.length, b.length);
        expect(compare(textOf(a), textOf(b), { type: 'text', maxErrorRate }).agrees).toBe(
          rate <= maxErrorRate,
        );
      }),
    );
  });
});

test('exact compares every bit', () => {
  const one = tensorOf('float32', [1], [1]);
  expect(compare(one, tensorOf('float32', [1], [1 + 2 ** -23]), { type: 'exact' }).agrees).toBe(false);
  expect(compare(textOf('a '), textOf('a'), { type: 'exact' }).agrees).toBe(true);
});
