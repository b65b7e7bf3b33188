// Tensors of ours as onnxruntime's, and back. Bytes are copied only where they are not aligned.

import type * as Ort from 'onnxruntime-web';
import { TabloomError } from '../../src/protocol/errors.ts';
import { DType } from '../../src/protocol/program.ts';
import { BYTES_PER_ELEMENT, type Tensor } from '../../src/protocol/tensor.ts';

const ARRAY_OF_DTYPE = {
  float64: Float64Array,
  float32: Float32Array,
  // onnxruntime takes the bits, and gives a Float16Array where the browser has one.
  float16: Uint16Array,
  int64: BigInt64Array,
  int32: Int32Array,
  int8: Int8Array,
  uint8: Uint8Array,
  bool: Uint8Array,
} as const;

export function toOrtTensor(ort: typeof Ort, { dtype, shape, bytes }: Tensor): Ort.Tensor {
  const size = BYTES_PER_ELEMENT[dtype];
  const aligned = bytes.byteOffset % size === 0 ? bytes : new Uint8Array(bytes);
  const data = new ARRAY_OF_DTYPE[dtype](
    aligned.buffer as ArrayBuffer,
    aligned.byteOffset,
    aligned.byteLength / size,
  );
  return new ort.Tensor(dtype, data as Ort.Tensor.DataTypeMap[DType], [...shape]);
}

/** Throws `engine_failed` for an element type that results cannot have, such as string or uint64. */
export function fromOrtTensor(name: string, tensor: Ort.Tensor): Tensor {
  const { type, data } = tensor;
  if (!isDType(type) || !ArrayBuffer.isView(data)) {
    throw new TabloomError(
      'engine_failed',
      `Output "${name}" has type ${type}, which results cannot have; cast it inside the model to one of ${DType.options.join(', ')}.`,
    );
  }
  return {
    dtype: type,
    shape: [...tensor.dims],
    bytes: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  };
}

const isDType = (type: string): type is DType => (DType.options as readonly string[]).includes(type);
