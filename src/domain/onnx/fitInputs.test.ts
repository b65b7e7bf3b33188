// Inputs that a model does not take, and what the error says of them.

import { expect, test } from 'vitest';
import { assertInputsFit, type TensorSpec } from './fitInputs.ts';
import type { ModelInput } from './model.ts';

const declared: ModelInput[] = [
  { name: 'x', dtype: 'float32', shape: ['n', 3, 48, '?'] },
  { name: 'mask', dtype: 'bool', shape: undefined },
];
const good = {
  x: { dtype: 'float32', shape: [2, 3, 48, 320] },
  mask: { dtype: 'bool', shape: [] },
} satisfies Record<string, TensorSpec>;

test('open sizes take any value, an open rank any shape', () => {
  expect(() => assertInputsFit(declared, good)).not.toThrow();
});

test.each<[string, Record<string, TensorSpec>, RegExp]>([
  [
    'an unknown name',
    { ...good, y: good.x },
    /no input "y"\. Its inputs are "x" \(float32 \[n, 3, 48, \?\]\), "mask"/,
  ],
  ['a missing input', { x: good.x }, /"mask" is missing/],
  ['a name of every object', { x: good.x, toString: good.x }, /no input "toString"/],
  [
    'another type',
    { ...good, x: { dtype: 'uint8', shape: [2, 3, 48, 320] } },
    /"x" is uint8 \[2, 3, 48, 320\], the model wants float32 \[n, 3, 48, \?\]/,
  ],
  [
    'another rank',
    { ...good, x: { dtype: 'float32', shape: [3, 48, 320] } },
    /"x" is float32 \[3, 48, 320\]/,
  ],
  [
    'another fixed size',
    { ...good, x: { dtype: 'float32', shape: [2, 1, 48, 320] } },
    /"x" is float32 \[2, 1,/,
  ],
  [
    'no size at all',
    { ...good, x: { dtype: 'float32', shape: [2, 3, 48, -1] } },
    /"x" is float32 \[2, 3, 48, -1/,
  ],
])('%s', (_name, given, message) => {
  expect(() => assertInputsFit(declared, given)).toThrow(
    expect.objectContaining({ code: 'inputs_unfit', message: expect.stringMatching(message) as string }),
  );
});
