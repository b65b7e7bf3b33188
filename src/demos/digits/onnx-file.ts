// Writes the trained weights as an ONNX file with real Conv nodes: image → Conv → Relu → Conv → Relu →
// Flatten → Gemm → Relu → Gemm → logits. The layouts differ from training's, the function does not.

import { create, toBinary } from '@bufbuild/protobuf';
import {
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  OperatorSetIdProtoSchema,
  TensorProto_DataType,
  TensorProtoSchema,
  ValueInfoProtoSchema,
  type AttributeProto,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto,
} from 'onnx-buf';
import { IMAGE_SIDE } from './idx.ts';
import { CHANNELS_1, CHANNELS_2, CLASSES, HIDDEN, type Weights } from './network.ts';
import { CONV1, CONV2, PATCH_BIAS } from './patches.ts';

const OPSET = 13n;
const IR_VERSION = 8n;

/** Input `image` float32 [N, 1, 28, 28] of pixel / 255, output `logits` float32 [N, 10]. */
export function encodeOnnx(weights: Weights): Uint8Array {
  const conv2Kernel = transposed(weights.conv2, CONV2.kernel ** 2, CHANNELS_1, CHANNELS_2);
  const dense1 = channelsFirst(weights.dense1, CONV2.outputSide ** 2, CHANNELS_2, HIDDEN);
  const graph = create(GraphProtoSchema, {
    name: 'digits',
    input: [valueInfo('image', ['N', 1, IMAGE_SIDE, IMAGE_SIDE])],
    output: [valueInfo('logits', ['N', CLASSES])],
    initializer: [
      tensor('conv1.weight', [CHANNELS_1, 1, CONV1.kernel, CONV1.kernel], conv1Kernel(weights.conv1)),
      tensor('conv1.bias', [CHANNELS_1], conv1Bias(weights.conv1)),
      tensor('conv2.weight', [CHANNELS_2, CHANNELS_1, CONV2.kernel, CONV2.kernel], conv2Kernel),
      tensor('conv2.bias', [CHANNELS_2], weights.conv2Bias),
      tensor('dense1.weight', [CONV2.outputSide ** 2 * CHANNELS_2, HIDDEN], dense1),
      tensor('dense1.bias', [HIDDEN], weights.dense1Bias),
      tensor('dense2.weight', [HIDDEN, CLASSES], weights.dense2),
      tensor('dense2.bias', [CLASSES], weights.dense2Bias),
    ],
    node: [
      node('Conv', ['image', 'conv1.weight', 'conv1.bias'], 'conv1', convAttributes(CONV1)),
      node('Relu', ['conv1'], 'conv1.relu'),
      node('Conv', ['conv1.relu', 'conv2.weight', 'conv2.bias'], 'conv2', convAttributes(CONV2)),
      node('Relu', ['conv2'], 'conv2.relu'),
      node('Flatten', ['conv2.relu'], 'flat', [intAttribute('axis', 1)]),
      node('Gemm', ['flat', 'dense1.weight', 'dense1.bias'], 'dense1'),
      node('Relu', ['dense1'], 'dense1.relu'),
      node('Gemm', ['dense1.relu', 'dense2.weight', 'dense2.bias'], 'logits'),
    ],
  });
  const model = create(ModelProtoSchema, {
    irVersion: IR_VERSION,
    producerName: 'tabloom',
    opsetImport: [create(OperatorSetIdProtoSchema, { domain: '', version: OPSET })],
    graph,
  });
  return toBinary(ModelProtoSchema, model);
}

/** [patch, out] → [out, patch], without the bias and the padding. */
function conv1Kernel(conv1: Float32Array): Float32Array {
  return Float32Array.from({ length: CHANNELS_1 * PATCH_BIAS }, (_, index) => {
    const channel = Math.floor(index / PATCH_BIAS);
    return conv1[(index % PATCH_BIAS) * CHANNELS_1 + channel]!;
  });
}

const conv1Bias = (conv1: Float32Array): Float32Array =>
  conv1.slice(PATCH_BIAS * CHANNELS_1, (PATCH_BIAS + 1) * CHANNELS_1);

/** [position, in, out] → [out, in, position]. */
function transposed(values: Float32Array, positions: number, inputs: number, outputs: number): Float32Array {
  return Float32Array.from(values, (_, index) => {
    const position = index % positions;
    const input = Math.floor(index / positions) % inputs;
    const output = Math.floor(index / positions / inputs);
    return values[(position * inputs + input) * outputs + output]!;
  });
}

/** [pixel, channel, out] → [channel, pixel, out]. */
function channelsFirst(
  values: Float32Array,
  pixels: number,
  channels: number,
  outputs: number,
): Float32Array {
  return Float32Array.from(values, (_, index) => {
    const output = index % outputs;
    const pixel = Math.floor(index / outputs) % pixels;
    const channel = Math.floor(index / outputs / pixels);
    return values[(pixel * channels + channel) * outputs + output]!;
  });
}

const convAttributes = (conv: typeof CONV1 | typeof CONV2): AttributeProto[] => [
  intsAttribute('kernel_shape', [conv.kernel, conv.kernel]),
  intsAttribute('strides', [conv.stride, conv.stride]),
  intsAttribute('pads', [conv.padding, conv.padding, conv.padding, conv.padding]),
];

const intAttribute = (name: string, value: number): AttributeProto =>
  create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.INT, i: BigInt(value) });

const intsAttribute = (name: string, values: number[]): AttributeProto =>
  create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.INTS, ints: values.map(BigInt) });

const node = (opType: string, input: string[], output: string, attribute: AttributeProto[] = []): NodeProto =>
  create(NodeProtoSchema, { opType, name: output, input, output: [output], attribute });

function tensor(name: string, dims: number[], values: Float32Array): TensorProto {
  const rawData = new Uint8Array(values.length * 4);
  const view = new DataView(rawData.buffer);
  for (const [index, value] of values.entries()) view.setFloat32(index * 4, value, true);
  return create(TensorProtoSchema, {
    name,
    dims: dims.map(BigInt),
    dataType: TensorProto_DataType.FLOAT,
    rawData,
  });
}

/** A size that is text is a named free dimension. */
function valueInfo(name: string, sizes: (number | string)[]): ValueInfoProto {
  const dim = sizes.map((size) => ({
    value:
      typeof size === 'string'
        ? { case: 'dimParam' as const, value: size }
        : { case: 'dimValue' as const, value: BigInt(size) },
  }));
  return create(ValueInfoProtoSchema, {
    name,
    type: { value: { case: 'tensorType', value: { elemType: TensorProto_DataType.FLOAT, shape: { dim } } } },
  });
}
