// Do the given inputs fit what the model declares? Names, element types, ranks and fixed sizes.

import { TabloomError } from '../../protocol/errors.ts';
import { shapeText } from './fact.ts';
import type { ModelInput } from './model.ts';

export type TensorSpec = { dtype: string; shape: readonly number[] };

/**
 * Throws `inputs_unfit` naming the input, what it has and what the model wants. Open sizes take any value: like
 * ONNX Runtime, it does not compare sizes that share a symbol.
 */
export function assertInputsFit(
  declared: readonly ModelInput[],
  given: Readonly<Record<string, TensorSpec>>,
): void {
  const names = new Set(declared.map(({ name }) => name));
  for (const name of Object.keys(given)) {
    if (!names.has(name)) throw unfit(`The model has no input "${name}". ${listText(declared)}`);
  }
  for (const input of declared) {
    if (!Object.hasOwn(given, input.name)) {
      throw unfit(`Input "${input.name}" is missing. ${listText(declared)}`);
    }
    assertFits(input, given[input.name]!);
  }
}

function assertFits(input: ModelInput, { dtype, shape }: TensorSpec): void {
  const sizesFit =
    input.shape === undefined ||
    (input.shape.length === shape.length &&
      input.shape.every((size, axis) => typeof size === 'string' || size === shape[axis]));
  if (dtype === input.dtype && sizesFit && shape.every((size) => Number.isSafeInteger(size) && size >= 0)) {
    return;
  }
  throw unfit(`Input "${input.name}" is ${dtype} ${shapeText(shape)}, the model wants ${wantText(input)}.`);
}

const wantText = ({ dtype, shape }: ModelInput): string =>
  `${dtype} ${shape ? shapeText(shape) : 'of any shape'}`;

const listText = (declared: readonly ModelInput[]): string =>
  declared.length === 0
    ? 'It takes no inputs.'
    : `Its inputs are ${declared.map((input) => `"${input.name}" (${wantText(input)})`).join(', ')}.`;

const unfit = (message: string): TabloomError => new TabloomError('inputs_unfit', message);
