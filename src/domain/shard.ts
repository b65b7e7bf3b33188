// A shard: an artifact whose tensors have rows as their first axis. safetensors (named tensors), or one .npy.
// Also what a model sees of it, so that a price can be told from shapes alone.

import { TabloomError } from '../protocol/errors.ts';
import { decodeNpy, isNpy } from '../protocol/npy.ts';
import type { DType, InferenceProgram, InputBinding } from '../protocol/program.ts';
import { decodeSafetensors } from '../protocol/safetensors.ts';
import type { Tensor } from '../protocol/tensor.ts';

export type Shard = {
  /** At least 1, the same for all tensors. */
  rows: number;
  /** Their bytes are views of the file's. */
  tensors: Record<string, Tensor>;
};

/** The tensor of an .npy, which has no name of its own. */
const NPY_TENSOR = 'input';

const unfit = (message: string): TabloomError => new TabloomError('inputs_unfit', message);

/** Throws `inputs_unfit` for other files, for one without tensors, and for tensors of unequal rows. */
export function readShard(bytes: Uint8Array): Shard {
  const tensors = isNpy(bytes) ? { [NPY_TENSOR]: decodeNpy(bytes) } : decodeSafetensors(bytes);
  const entries = Object.entries(tensors);
  const [first] = entries;
  if (!first) throw unfit('The shard has no tensors.');
  for (const [name, { shape }] of entries) {
    if (!shape[0]) {
      throw unfit(
        `Tensor "${name}" has no rows: its shape is [${shape.join(', ')}], the first axis are the rows.`,
      );
    }
    if (shape[0] !== first[1].shape[0]) {
      throw unfit(`Tensor "${name}" has ${shape[0]} rows, "${first[0]}" has ${first[1].shape[0]}.`);
    }
  }
  return { rows: first[1].shape[0]!, tensors };
}

/**
 * What the model gets for a batch of `rows` rows, keyed by its inputs: `normalize` makes float32, `channels`
 * repeats axis 1. Throws `inputs_unfit` for a tensor that the shard lacks or that has no single channel.
 */
export function modelInputShapes(
  program: InferenceProgram,
  shard: Shard,
  rows: number,
): Record<string, { dtype: DType; shape: number[] }> {
  return Object.fromEntries(
    Object.entries(program.inputs).map(([input, binding]) => {
      const { dtype, shape } = tensorOf(shard, input, binding);
      const bound = [rows, ...shape.slice(1)];
      if (binding.channels !== undefined) {
        if (shape[1] !== 1) throw unfit(channelsProblem(binding, shape));
        bound[1] = binding.channels;
      }
      return [input, { dtype: binding.normalize ? 'float32' : dtype, shape: bound }];
    }),
  );
}

function tensorOf(shard: Shard, input: string, { tensor: name }: InputBinding): Tensor {
  if (Object.hasOwn(shard.tensors, name)) return shard.tensors[name]!;
  const names = Object.keys(shard.tensors).map((known) => `"${known}"`);
  throw unfit(
    `The model's input "${input}" is bound to tensor "${name}"; the shard has ${names.join(', ')}.`,
  );
}

const channelsProblem = ({ tensor, channels }: InputBinding, shape: readonly number[]): string =>
  `Tensor "${tensor}" is [${shape.join(', ')}]: to repeat its channel ${channels} times, axis 1 must be 1.`;
