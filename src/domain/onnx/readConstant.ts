// Initializers and constants of a model as facts: type, shape and the elements of small ones.
// Weights are never decoded or copied.

import { TensorProto_DataLocation, type AttributeProto, type TensorProto } from 'onnx-buf';
import { TabloomError } from '../../protocol/errors.ts';
import { elementTypeOf, type ElementType } from './elementTypes.ts';
import { tensorFact, UNKNOWN, type Fact } from './fact.ts';

/** Throws `model_unreadable` for impossible sizes. `name` is what the error calls the tensor. */
export function readConstant(tensor: TensorProto, name: string): Fact {
  const dtype = elementTypeOf(tensor.dataType);
  const shape = readSizes(tensor.dims, name);
  return tensorFact(dtype, shape, () => readElements(tensor, dtype, shape));
}

/** What a Constant node gives by one of its attributes; unknown for attributes of a later version. */
export function readConstantAttribute(attribute: AttributeProto, name: string): Fact {
  const { t: dense, sparseTensor: sparse, i, ints, f, floats, strings } = attribute;
  switch (attribute.name) {
    case 'value':
      return dense ? readConstant(dense, name) : UNKNOWN;
    case 'sparse_value':
      return sparse
        ? tensorFact(elementTypeOf(sparse.values?.dataType ?? 0), readSizes(sparse.dims, name))
        : UNKNOWN;
    case 'value_int':
      return tensorFact('int64', [], () => [Number(i)]);
    case 'value_ints':
      return tensorFact('int64', [ints.length], () => ints.map(Number));
    case 'value_float':
      return tensorFact('float32', [], () => [f]);
    case 'value_floats':
      return tensorFact('float32', [floats.length], () => floats);
    case 'value_string':
      return tensorFact('string', []);
    case 'value_strings':
      return tensorFact('string', [strings.length]);
    default:
      return UNKNOWN;
  }
}

/** Throws `model_unreadable` for weights that are not in the file itself. */
export function assertEmbedded(tensor: TensorProto, name: string): void {
  if (tensor.dataLocation === TensorProto_DataLocation.EXTERNAL || tensor.externalData.length > 0) {
    throw new TabloomError(
      'model_unreadable',
      `The model keeps "${name}" in a file of its own (external data). Export it again with the weights embedded.`,
    );
  }
}

export function readSizes(dims: readonly bigint[], name: string): number[] {
  if (dims.some((size) => size < 0n || size > Number.MAX_SAFE_INTEGER)) {
    throw new TabloomError('model_unreadable', `"${name}" has an impossible shape [${dims.join(', ')}].`);
  }
  return dims.map(Number);
}

type Element = { bytes: number; read: (view: DataView, offset: number) => number };

/** Types that shapes are made of, and how `raw_data` holds them (always little-endian). */
const RAW_ELEMENT: Partial<Record<ElementType, Element>> = {
  int64: { bytes: 8, read: (view, offset) => Number(view.getBigInt64(offset, true)) },
  int32: { bytes: 4, read: (view, offset) => view.getInt32(offset, true) },
  uint8: { bytes: 1, read: (view, offset) => view.getUint8(offset) },
  int8: { bytes: 1, read: (view, offset) => view.getInt8(offset) },
  bool: { bytes: 1, read: (view, offset) => (view.getUint8(offset) === 0 ? 0 : 1) },
  float32: { bytes: 4, read: (view, offset) => view.getFloat32(offset, true) },
  float64: { bytes: 8, read: (view, offset) => view.getFloat64(offset, true) },
};

/** Undefined for types that no shape is made of, and if the tensor holds another number of elements than it says. */
function readElements(
  tensor: TensorProto,
  dtype: ElementType | undefined,
  shape: readonly number[],
): readonly number[] | undefined {
  const element = dtype && RAW_ELEMENT[dtype];
  if (!element) return undefined;
  const count = shape.reduce((product, size) => product * size, 1);
  const values = tensor.rawData.length > 0 ? readRaw(tensor.rawData, element) : readTyped(tensor, dtype);
  return values.length === count ? values : undefined;
}

function readRaw(raw: Uint8Array, { bytes, read }: Element): number[] {
  const view = new DataView(raw.buffer, raw.byteOffset, raw.length);
  return Array.from({ length: Math.floor(raw.length / bytes) }, (_, index) => read(view, index * bytes));
}

/** int32_data holds the small integer types, too. */
function readTyped(tensor: TensorProto, dtype: ElementType | undefined): readonly number[] {
  if (dtype === 'int64') return tensor.int64Data.map(Number);
  if (dtype === 'float32') return tensor.floatData;
  if (dtype === 'float64') return tensor.doubleData;
  return tensor.int32Data;
}
