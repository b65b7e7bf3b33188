// Does what a job asks for fit its model and its data? Everything that could never be validated is refused before
// anything is written, with what to mend.

import * as v from 'valibot';
import type { Analysis } from '../../domain/onnx/analyse.ts';
import type { OutputSpec, OutputSpecs } from '../../domain/outputs.ts';
import type { Shard } from '../../domain/shard.ts';
import { TabloomError } from '../../protocol/errors.ts';
import type { Sha256 } from '../../protocol/ids.ts';
import { DType, type OutputBinding, type Program } from '../../protocol/program.ts';
import type { CreateJob } from '../../protocol/requests.ts';

type ModelOutput = Analysis['outputs'][string];

function unfit(message: string): never {
  throw new TabloomError('inputs_unfit', message);
}

/** What results must look like, from one engine call on `batch` rows. Throws inputs_unfit. */
export function outputSpecsOf(
  program: Program,
  outputs: Analysis['outputs'],
  batch: number,
  alphabets: ReadonlyMap<Sha256, number>,
): OutputSpecs {
  const specs: OutputSpecs = {};
  for (const [name, binding] of Object.entries(program.outputs)) {
    const output = Object.hasOwn(outputs, binding.from) ? outputs[binding.from] : undefined;
    if (!output) {
      unfit(`The model has no output '${binding.from}'; it has: ${Object.keys(outputs).join(', ')}.`);
    }
    specs[name] = specOf(name, binding, output, batch, alphabets);
  }
  if (Object.keys(specs).length === 0) unfit('The program names no outputs; nothing would be reported.');
  return specs;
}

function specOf(
  name: string,
  { decode, compare }: OutputBinding,
  output: ModelOutput,
  batch: number,
  alphabets: ReadonlyMap<Sha256, number>,
): OutputSpec {
  const { shape, dtype } = output;
  if (shape && shape[0] !== batch) {
    unfit(
      `Output '${name}' has shape [${shape.join(', ')}] for ${batch} rows; its first axis must be the rows.`,
    );
  }
  if (decode.type === 'ctc') {
    const classes = alphabets.get(decode.alphabet);
    if (shape && (shape.length !== 3 || shape[2] !== classes)) {
      const has = `has shape [${shape.join(', ')}]`;
      unfit(`Output '${name}' ${has}; CTC with this alphabet needs [rows, steps, ${classes} classes].`);
    }
    if (compare.type !== 'text' && compare.type !== 'exact') {
      unfit(`Output '${name}' is text, which '${compare.type}' cannot compare; use text or exact.`);
    }
    return { type: 'text' };
  }
  if (compare.type === 'text') {
    unfit(`Output '${name}' is a tensor, which 'text' cannot compare; use exact, allclose or argmax.`);
  }
  if (dtype !== undefined && !v.is(DType, dtype))
    unfit(`Output '${name}' is ${dtype}, which cannot be reported.`);
  return { type: 'tensor', dtype: dtype ?? null, rowShape: shape ? shape.slice(1) : null };
}

/** Shards of other widths may give other sizes; an axis that differs is left open. */
export function loosest(a: OutputSpecs, b: OutputSpecs): OutputSpecs {
  const merged: OutputSpecs = {};
  for (const [name, left] of Object.entries(a)) {
    const right = b[name];
    if (left.type === 'text' || right?.type !== 'tensor') merged[name] = left;
    else if (!left.rowShape || !right.rowShape || left.rowShape.length !== right.rowShape.length) {
      merged[name] = { ...left, rowShape: null };
    } else {
      const rowShape = left.rowShape.map((size, axis) => (size === right.rowShape![axis] ? size : null));
      merged[name] = { ...left, rowShape };
    }
  }
  return merged;
}

/** The truth has one value a row, of the kind that its output gives. */
export function checkTruth(job: CreateJob, rows: number): void {
  if (!job.truth) return;
  const { output, values } = job.truth;
  const binding = Object.hasOwn(job.program.outputs, output) ? job.program.outputs[output] : undefined;
  if (!binding) unfit(`The truth is for '${output}', which is no output of the program.`);
  if (values.length !== rows) unfit(`The truth has ${values.length} values, the inputs have ${rows} rows.`);
  const wanted = binding.decode.type === 'ctc' ? 'string' : 'number';
  if (typeof values[0] !== wanted) {
    unfit(`The truth for '${output}' must be ${wanted === 'string' ? 'texts' : 'whole numbers'}, one a row.`);
  }
}

/** What the page is to draw must be there: a tensor [rows, 1, height, width] of bytes, an output of the program. */
export function checkDisplay(job: CreateJob, shard: Shard): void {
  const { image, output } = job.display;
  if (output !== undefined && !Object.hasOwn(job.program.outputs, output)) {
    unfit(`The display names output '${output}', which the program does not have.`);
  }
  if (image !== undefined && !Object.hasOwn(shard.tensors, image)) {
    unfit(`The display names tensor '${image}'; the shard has: ${Object.keys(shard.tensors).join(', ')}.`);
  }
}
