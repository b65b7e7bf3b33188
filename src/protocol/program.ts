// A program is data, never code: an ONNX model, how shard tensors become its inputs, how its outputs are
// decoded, and how two hosts' outputs are compared.

import * as v from 'valibot';
import { Sha256 } from './ids.ts';

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(128));

/** Element types that a shard, an input or an output may have (safetensors' names in upper case). */
export const DType = v.picklist(['float32', 'float16', 'float64', 'uint8', 'int8', 'int32', 'int64', 'bool']);
export type DType = v.InferOutput<typeof DType>;

/**
 * How one input of the model is made from one tensor of the shard, row by row (rows are the first axis).
 * `(value - mean) / std`, computed in float32; `channels` repeats a single-channel axis 1 that many times.
 * Without `normalize` the bytes pass as they are.
 */
export const InputBinding = v.strictObject({
  tensor: name,
  normalize: v.optional(
    v.strictObject({
      mean: v.pipe(v.number(), v.finite()),
      std: v.pipe(v.number(), v.finite(), v.notValue(0)),
    }),
  ),
  channels: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(16))),
});
export type InputBinding = v.InferOutput<typeof InputBinding>;

/** How a model output becomes what is sent: as it is, or greedy CTC over an alphabet artifact (one symbol a line). */
export const Decode = v.variant('type', [
  v.strictObject({ type: v.literal('none') }),
  v.strictObject({ type: v.literal('ctc'), alphabet: Sha256 }),
]);
export type Decode = v.InferOutput<typeof Decode>;

/** How two hosts' values of one output are compared. Sources: design.md, Trust and validation. */
export const Comparator = v.variant('type', [
  v.strictObject({ type: v.literal('exact') }),
  v.strictObject({
    type: v.literal('allclose'),
    rtol: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
    atol: v.pipe(v.number(), v.minValue(0), v.finite()),
  }),
  /** Equal index of the largest value along the last axis; a row whose two best lie within `margin` agrees with either. */
  v.strictObject({ type: v.literal('argmax'), margin: v.optional(v.pipe(v.number(), v.minValue(0)), 0) }),
  /** Equal texts after Unicode NFC and white-space folding, or within `maxErrorRate` edits per character. */
  v.strictObject({
    type: v.literal('text'),
    maxErrorRate: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0),
  }),
]);
export type Comparator = v.InferOutput<typeof Comparator>;

export const OutputBinding = v.strictObject({
  /** The model's output. */
  from: name,
  decode: v.optional(Decode, { type: 'none' }),
  compare: Comparator,
});
export type OutputBinding = v.InferOutput<typeof OutputBinding>;

export const InferenceProgram = v.strictObject({
  kind: v.literal('inference'),
  model: Sha256,
  /** Keyed by the model's input names. */
  inputs: v.record(name, InputBinding),
  /** Keyed by the names under which results are reported. */
  outputs: v.record(name, OutputBinding),
  /** Rows per engine call. Between calls a host can pause, report progress and resume. */
  batchRows: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4096)), 1),
});
export type InferenceProgram = v.InferOutput<typeof InferenceProgram>;

/** `kind` is the place where training and federated programs join later. */
export const Program = v.variant('kind', [InferenceProgram]);
export type Program = v.InferOutput<typeof Program>;

/** Rows `start` (inclusive) to `end` (exclusive) of the shard artifact. */
export const RowRange = v.strictObject({
  artifact: Sha256,
  start: v.pipe(v.number(), v.integer(), v.minValue(0)),
  end: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
export type RowRange = v.InferOutput<typeof RowRange>;

/** What a page may draw of a row while it is computed. */
export const Display = v.strictObject({
  /** The shard tensor to draw as a grey image, [1, height, width] per row. */
  image: v.optional(name),
  /** The output to show beside it: text as it is, a vector as the index of its largest value. */
  output: v.optional(name),
});
export type Display = v.InferOutput<typeof Display>;
