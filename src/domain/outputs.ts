// Checks the shape of a result before anybody compares it: names, types, shapes, no NaN or infinity.

import { TabloomError } from '../protocol/errors.ts';
import type { DType } from '../protocol/program.ts';
import { BYTES_PER_ELEMENT, elementCount } from '../protocol/tensor.ts';
import type { Outputs, TensorValue } from '../protocol/values.ts';
import { decodeBase64 } from '../util/base64.ts';
import { halfToNumber } from '../util/half.ts';

/** What a workunit's output must look like. `rowShape` is without the row axis; null is known only at run time. */
export type OutputSpec =
  | { type: 'text' }
  | { type: 'tensor'; dtype: DType | null; rowShape: readonly (number | null)[] | null };

export type OutputSpecs = Record<string, OutputSpec>;

/** Little-endian bytes of an inline tensor. Throws `result_malformed` for what is not strict base64. */
export function tensorBytes(value: TensorValue): Uint8Array<ArrayBuffer> {
  try {
    return decodeBase64(value.data);
  } catch (error) {
    throw new TabloomError('result_malformed', `The data of a tensor cannot be read: ${String(error)}`);
  }
}

/** The elements of an inline float or integer tensor as numbers (int64 as the nearest double). */
export function tensorNumbers(value: TensorValue): ArrayLike<number> {
  const bytes = tensorBytes(value);
  switch (value.dtype) {
    case 'float32':
      return new Float32Array(bytes.buffer);
    case 'float64':
      return new Float64Array(bytes.buffer);
    case 'int32':
      return new Int32Array(bytes.buffer);
    case 'int64':
      return Array.from(new BigInt64Array(bytes.buffer), Number);
    case 'int8':
      return new Int8Array(bytes.buffer);
    case 'uint8':
    case 'bool':
      return bytes;
    case 'float16':
      return Array.from(new Uint16Array(bytes.buffer), halfToNumber);
  }
}

function malformed(message: string): never {
  throw new TabloomError('result_malformed', message);
}

/** Throws `result_malformed` unless `outputs` has just the names, types and shapes of `specs`, for `rows` rows. */
export function checkOutputs(outputs: Outputs, specs: OutputSpecs, rows: number): void {
  const wanted = Object.keys(specs);
  const extra = Object.keys(outputs).find((name) => !Object.hasOwn(specs, name));
  if (extra !== undefined) malformed(`Output '${extra}' is none of the program's (${wanted.join(', ')}).`);
  for (const [name, spec] of Object.entries(specs)) {
    const value = Object.hasOwn(outputs, name) ? outputs[name] : undefined;
    if (!value) malformed(`Output '${name}' is missing.`);
    if (value.type !== spec.type)
      malformed(`Output '${name}' is a ${value.type}, the program gives a ${spec.type}.`);
    if (value.type === 'text') {
      if (value.values.length !== rows) {
        malformed(`Output '${name}' has ${value.values.length} texts for ${rows} rows.`);
      }
    } else if (spec.type === 'tensor') {
      checkTensor(name, value, spec, rows);
    }
  }
}

function checkTensor(
  name: string,
  value: TensorValue,
  spec: Extract<OutputSpec, { type: 'tensor' }>,
  rows: number,
): void {
  if (spec.dtype !== null && value.dtype !== spec.dtype) {
    malformed(`Output '${name}' is ${value.dtype}, the program gives ${spec.dtype}.`);
  }
  const fits =
    value.shape[0] === rows &&
    (spec.rowShape === null ||
      (value.shape.length === spec.rowShape.length + 1 &&
        spec.rowShape.every((size, axis) => size === null || size === value.shape[axis + 1])));
  if (!fits) {
    const rest = spec.rowShape === null ? ['…'] : spec.rowShape.map((size) => size ?? '?');
    malformed(
      `Output '${name}' has shape [${value.shape.join(', ')}], expected [${[rows, ...rest].join(', ')}].`,
    );
  }
  const bytes = tensorBytes(value);
  if (bytes.length !== elementCount(value.shape) * BYTES_PER_ELEMENT[value.dtype]) {
    malformed(
      `Output '${name}' has ${bytes.length} bytes, which do not fill shape [${value.shape.join(', ')}].`,
    );
  }
  if (value.dtype.startsWith('float')) {
    const numbers = tensorNumbers(value);
    for (let i = 0; i < numbers.length; i++) {
      if (!Number.isFinite(numbers[i]))
        malformed(`Output '${name}' has a value that is not finite at index ${i}.`);
    }
  }
}
