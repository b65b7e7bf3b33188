// Values of outputs as they travel inline: tensors as base64 of little-endian bytes, texts as strings.

import * as v from 'valibot';
import { DType } from './program.ts';

const dimension = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 31 - 1));

export const TensorValue = v.strictObject({
  type: v.literal('tensor'),
  dtype: DType,
  shape: v.pipe(v.array(dimension), v.maxLength(8)),
  data: v.pipe(v.string(), v.base64('must be base64')),
});
export type TensorValue = v.InferOutput<typeof TensorValue>;

/** One text per row. */
export const TextValue = v.strictObject({
  type: v.literal('text'),
  values: v.pipe(v.array(v.pipe(v.string(), v.maxLength(100_000))), v.maxLength(100_000)),
});
export type TextValue = v.InferOutput<typeof TextValue>;

export const OutputValue = v.variant('type', [TensorValue, TextValue]);
export type OutputValue = v.InferOutput<typeof OutputValue>;

/** Keyed by the program's output names. */
export const Outputs = v.record(v.pipe(v.string(), v.maxLength(128)), OutputValue);
export type Outputs = v.InferOutput<typeof Outputs>;
