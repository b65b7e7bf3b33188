// What a batch leaves behind: one part per output, a tensor or texts, a row for a row; and their joining into
// what is sent.

import { TabloomError } from '../../src/protocol/errors.ts';
import type { OutputBinding } from '../../src/protocol/program.ts';
import type { Tensor } from '../../src/protocol/tensor.ts';
import type { OutputValue } from '../../src/protocol/values.ts';
import { encodeBase64 } from '../../src/util/base64.ts';
import { decodeCtc, type Alphabet } from './ctc.ts';
import { firstNotFinite, numbersOf } from './numbers.ts';

export type Part = Tensor | string[];

/**
 * An output of one batch, checked and decoded; `name` is the program's, for messages. Throws `engine_failed` where it
 * has not a row for every input row, or NaN or infinity.
 */
export function toPart(
  name: string,
  { decode }: OutputBinding,
  output: Tensor | undefined,
  rows: number,
  alphabets: ReadonlyMap<string, Alphabet>,
): Part {
  if (!output) throw failed(`The engine gave no output "${name}".`);
  if (output.shape[0] !== rows) {
    throw failed(`Output "${name}" has shape [${output.shape.join(', ')}] for a batch of ${rows} rows.`);
  }
  checkFinite(name, output);
  switch (decode.type) {
    case 'none':
      return output;
    case 'ctc': {
      const alphabet = alphabets.get(decode.alphabet);
      if (!alphabet) throw new TabloomError('artifact_missing', `Alphabet ${decode.alphabet} is missing.`);
      return decodeCtc(name, output, alphabet);
    }
  }
}

function checkFinite(name: string, output: Tensor): void {
  if (!output.dtype.startsWith('float')) return;
  const numbers = numbersOf(output);
  const index = firstNotFinite(numbers);
  if (index >= 0) {
    throw failed(
      `Output "${name}" has a value that is not finite (${numbers[index]}) at index ${index} of a batch.`,
    );
  }
}

/** The parts of all batches in order, along the row axis. Throws `engine_failed` where their rows differ in shape. */
export function joinParts(name: string, parts: readonly Part[]): OutputValue {
  const tensors = parts.filter((part): part is Tensor => !Array.isArray(part));
  const [first] = tensors;
  if (!first) return { type: 'text', values: parts.flatMap((part) => part as string[]) };
  const rowShape = first.shape.slice(1);
  let rows = 0;
  let sizeBytes = 0;
  for (const { dtype, shape, bytes } of tensors) {
    if (dtype !== first.dtype || shape.slice(1).join() !== rowShape.join()) {
      throw failed(
        `Output "${name}" changes between batches, from ${first.dtype} rows [${rowShape.join(', ')}] to ${dtype} rows [${shape.slice(1).join(', ')}].`,
      );
    }
    rows += shape[0] ?? 0;
    sizeBytes += bytes.length;
  }
  const joined = new Uint8Array(sizeBytes);
  let at = 0;
  for (const { bytes } of tensors) {
    joined.set(bytes, at);
    at += bytes.length;
  }
  return { type: 'tensor', dtype: first.dtype, shape: [rows, ...rowShape], data: encodeBase64(joined) };
}

const failed = (message: string): TabloomError => new TabloomError('engine_failed', message);
