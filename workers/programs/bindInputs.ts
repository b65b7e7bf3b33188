// Rows of a shard as the inputs of a model: sliced, normalised, channels repeated, as the program's bindings say.

import type { Shard } from '../../src/domain/shard.ts';
import { TabloomError } from '../../src/protocol/errors.ts';
import type { InferenceProgram, InputBinding } from '../../src/protocol/program.ts';
import { BYTES_PER_ELEMENT, elementCount, type Tensor } from '../../src/protocol/tensor.ts';
import type { NamedTensors } from '../engines/engine.ts';
import { numbersOf } from './numbers.ts';

/** Rows `start` to `end - 1`. Throws `inputs_unfit` where the shard lacks what a binding names. */
export function bindInputs(
  bindings: InferenceProgram['inputs'],
  shard: Shard,
  start: number,
  end: number,
): NamedTensors {
  return Object.fromEntries(
    Object.entries(bindings).map(([name, binding]) => [name, bindInput(binding, shard, start, end)]),
  );
}

function bindInput(binding: InputBinding, shard: Shard, start: number, end: number): Tensor {
  const rows = sliceRows(shard, binding.tensor, start, end);
  const normalized = binding.normalize ? normalize(rows, binding.normalize) : rows;
  return binding.channels === undefined
    ? normalized
    : repeatChannel(binding.tensor, normalized, binding.channels);
}

/** A copy, so that its bytes are aligned and may be handed over. */
export function sliceRows(shard: Shard, name: string, start: number, end: number): Tensor {
  const tensor = Object.hasOwn(shard.tensors, name) ? shard.tensors[name] : undefined;
  if (!tensor) {
    const names = Object.keys(shard.tensors).join(', ');
    throw new TabloomError('inputs_unfit', `The shard has no tensor "${name}", only ${names}.`);
  }
  if (end > shard.rows) {
    throw new TabloomError('inputs_unfit', `The shard has ${shard.rows} rows; row ${end - 1} was asked for.`);
  }
  const rowShape = tensor.shape.slice(1);
  const rowBytes = elementCount(rowShape) * BYTES_PER_ELEMENT[tensor.dtype];
  return {
    dtype: tensor.dtype,
    shape: [end - start, ...rowShape],
    // Not slice(): of a Node Buffer that is a view.
    bytes: new Uint8Array(tensor.bytes.subarray(start * rowBytes, end * rowBytes)),
  };
}

/** Computed in doubles and rounded once to float32, so that every JavaScript engine gives the same bits. */
function normalize(tensor: Tensor, { mean, std }: { mean: number; std: number }): Tensor {
  const values = numbersOf(tensor);
  const normalized = new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) normalized[i] = (values[i]! - mean) / std;
  return { dtype: 'float32', shape: tensor.shape, bytes: new Uint8Array(normalized.buffer) };
}

function repeatChannel(name: string, { dtype, shape, bytes }: Tensor, channels: number): Tensor {
  const [rows = 0, channel, ...rest] = shape;
  if (channel !== 1) {
    throw new TabloomError(
      'inputs_unfit',
      `Channels of tensor "${name}" cannot be repeated: its shape is [${shape.join(', ')}], axis 1 must be 1.`,
    );
  }
  const rowBytes = bytes.length / rows;
  const repeated = new Uint8Array(bytes.length * channels);
  for (let row = 0; row < rows; row++) {
    const source = bytes.subarray(row * rowBytes, (row + 1) * rowBytes);
    for (let c = 0; c < channels; c++) repeated.set(source, (row * channels + c) * rowBytes);
  }
  return { dtype, shape: [rows, channels, ...rest], bytes: repeated };
}
