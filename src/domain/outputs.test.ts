import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { finiteBytes, tensorOf, tensorOfBytes, textOf } from '../../test/support/inlineValues.ts';
import { TabloomError } from '../protocol/errors.ts';
import type { DType } from '../protocol/program.ts';
import { BYTES_PER_ELEMENT, elementCount } from '../protocol/tensor.ts';
import type { Outputs, TensorValue } from '../protocol/values.ts';
import { checkOutputs, tensorBytes, tensorNumbers, type OutputSpecs } from './outputs.ts';

const DTYPES = Object.keys(BYTES_PER_ELEMENT) as DType[];
const NOT_FINITE = {
  float16: [
    [0x00, 0x7c],
    [0x00, 0xfc],
    [0x01, 0x7e],
  ],
  float32: [Number.NaN, Infinity, -Infinity].map((value) => [
    ...new Uint8Array(new Float32Array([value]).buffer),
  ]),
  float64: [Number.NaN, Infinity, -Infinity].map((value) => [
    ...new Uint8Array(new Float64Array([value]).buffer),
  ]),
};

/** A tensor that fits its specification, both made together. */
const fitting = fc
  .record({
    dtype: fc.constantFrom(...DTYPES),
    rows: fc.integer({ min: 1, max: 4 }),
    rowShape: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }),
  })
  .chain(({ dtype, rows, rowShape }) =>
    finiteBytes(dtype, rows * elementCount(rowShape)).map((bytes) => ({
      rows,
      value: tensorOfBytes(dtype, [rows, ...rowShape], bytes),
      specs: { y: { type: 'tensor', dtype, rowShape } } satisfies OutputSpecs,
    })),
  );

function refusal(outputs: Outputs, specs: OutputSpecs, rows: number): string {
  try {
    checkOutputs(outputs, specs, rows);
  } catch (error) {
    expect(error).toBeInstanceOf(TabloomError);
    expect(error).toMatchObject({ code: 'result_malformed' });
    return (error as TabloomError).message;
  }
  return 'accepted';
}

const refuses = (what: RegExp, outputs: Outputs, specs: OutputSpecs, rows: number) =>
  expect(refusal(outputs, specs, rows)).toMatch(what);

describe('a tensor that fits', () => {
  test('is accepted, with every size known or open', () => {
    fc.assert(
      fc.property(fitting, fc.array(fc.boolean()), ({ rows, value, specs }, open) => {
        checkOutputs({ y: value }, specs, rows);
        const rowShape = specs.y.rowShape.map((size, axis) => (open[axis] ? null : size));
        checkOutputs({ y: value }, { y: { ...specs.y, rowShape } }, rows);
        checkOutputs({ y: value }, { y: { type: 'tensor', dtype: null, rowShape: null } }, rows);
      }),
    );
  });

  test('keeps its bytes and has as many numbers as its shape says', () => {
    fc.assert(
      fc.property(fitting, ({ value }) => {
        expect(tensorNumbers(value)).toHaveLength(elementCount(value.shape));
        expect(Buffer.from(tensorBytes(value)).toString('base64')).toBe(value.data);
      }),
    );
  });
});

describe('a result is refused for', () => {
  test('a name that is missing, wrong or too many', () => {
    fc.assert(
      fc.property(fitting, fc.string(), ({ rows, value, specs }, other) => {
        fc.pre(other !== 'y');
        refuses(/'y' is missing/, {}, specs, rows);
        refuses(/is none of the program's/, Object.fromEntries([[other, value]]), specs, rows);
        refuses(
          /is none of the program's/,
          Object.fromEntries([
            ['y', value],
            [other, value],
          ]),
          specs,
          rows,
        );
      }),
    );
  });

  test('names that every object has', () => {
    const specs = Object.fromEntries([['constructor', { type: 'text' as const }]]);
    const named = (...names: string[]) => Object.fromEntries(names.map((name) => [name, textOf('a')]));
    refuses(/'constructor' is missing/, named(), specs, 1);
    refuses(/'toString' is none/, named('constructor', 'toString'), specs, 1);
  });

  test('another element type', () => {
    fc.assert(
      fc.property(fitting, fc.constantFrom(...DTYPES), ({ rows, value, specs }, dtype) => {
        fc.pre(dtype !== value.dtype);
        refuses(/the program gives/, { y: { ...value, dtype } }, specs, rows);
      }),
    );
  });

  test('another number of rows, another rank, another size', () => {
    fc.assert(
      fc.property(fitting, fc.nat(2), fc.nat(), ({ rows, value, specs }, kind, at) => {
        refuses(/has shape/, { y: value }, specs, rows + 1);
        const shape = [...value.shape];
        if (kind === 0) shape.push(1);
        else if (kind === 1) shape.shift();
        else shape[at % shape.length]! += 1;
        fc.pre(shape.join() !== value.shape.join());
        refuses(/has shape/, { y: { ...value, shape } }, specs, rows);
      }),
    );
  });

  test('bytes that do not fill the shape', () => {
    fc.assert(
      fc.property(
        fitting,
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        ({ rows, value, specs }, by, more) => {
          const bytes = tensorBytes(value);
          const changed = more ? Buffer.concat([bytes, new Uint8Array(by)]) : bytes.subarray(by);
          refuses(/do not fill/, { y: tensorOfBytes(value.dtype, value.shape, changed) }, specs, rows);
        },
      ),
    );
  });

  test.each(Object.entries(NOT_FINITE))('NaN or infinity anywhere in %s', (dtype, patterns) => {
    const size = BYTES_PER_ELEMENT[dtype as DType];
    const specs: OutputSpecs = { y: { type: 'tensor', dtype: dtype as DType, rowShape: [3] } };
    fc.assert(
      fc.property(
        finiteBytes(dtype as DType, 6),
        fc.nat(5),
        fc.constantFrom(...patterns),
        (bytes, index, bits) => {
          const poisoned = Uint8Array.from(bytes);
          poisoned.set(bits, index * size);
          const value = tensorOfBytes(dtype as DType, [2, 3], poisoned);
          refuses(new RegExp(`not finite at index ${index}`), { y: value }, specs, 2);
        },
      ),
    );
  });

  test('a text instead of a tensor, a tensor instead of a text, too few texts', () => {
    const tensor: OutputSpecs = { y: { type: 'tensor', dtype: 'float32', rowShape: null } };
    refuses(/is a text, the program gives a tensor/, { y: textOf('a') }, tensor, 1);
    const value: TensorValue = tensorOf('float32', [1], [1]);
    refuses(/is a tensor, the program gives a text/, { y: value }, { y: { type: 'text' } }, 1);
    refuses(/1 texts for 2 rows/, { y: textOf('a') }, { y: { type: 'text' } }, 2);
  });
});

describe('the numbers of a tensor', () => {
  test('are those that were put in', () => {
    expect(Array.from(tensorNumbers(tensorOf('int8', [3], [-128, 0, 127])))).toEqual([-128, 0, 127]);
    expect(Array.from(tensorNumbers(tensorOf('bool', [2], [0, 1])))).toEqual([0, 1]);
    const wide = new Uint8Array(new BigInt64Array([-5n, 2n ** 53n]).buffer);
    expect(Array.from(tensorNumbers(tensorOfBytes('int64', [2], wide)))).toEqual([-5, 2 ** 53]);
    // 1, -2, the largest half, the smallest subnormal.
    const halves = new Uint8Array(new Uint16Array([0x3c00, 0xc000, 0x7bff, 0x0001]).buffer);
    expect(Array.from(tensorNumbers(tensorOfBytes('float16', [4], halves)))).toEqual([
      1,
      -2,
      65504,
      2 ** -24,
    ]);
  });
});
