// For tests: small ONNX models written down in a few lines, as bytes.

import { create, toBinary } from '@bufbuild/protobuf';
import {
  AttributeProto_AttributeType as AttributeType,
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  OperatorSetIdProtoSchema,
  TensorProtoSchema,
  TensorShapeProto_DimensionSchema,
  TensorShapeProtoSchema,
  TypeProto_TensorSchema,
  TypeProtoSchema,
  ValueInfoProtoSchema,
  type AttributeProto,
  type GraphProto,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto,
} from 'onnx-buf';
import type { Dimension } from './model.ts';

const NUMBER_OF = { float32: 1, uint8: 2, int32: 6, int64: 7, bool: 9 } as const;
type BuildType = keyof typeof NUMBER_OF;

/** A whole number is an INT, `{ float }` a FLOAT; GRAPH is a body. */
export type BuildAttribute =
  | number
  | readonly number[]
  | string
  | TensorProto
  | { float: number }
  | { floats: number[] }
  | { graph: GraphProto };

export type BuildGraph = {
  inputs?: ValueInfoProto[];
  /** Names, or declared values. */
  outputs: (string | ValueInfoProto)[];
  nodes: NodeProto[];
  initializers?: TensorProto[];
};

export function buildModel({
  opset = 17,
  ...graph
}: BuildGraph & { opset?: number }): Uint8Array<ArrayBuffer> {
  const model = create(ModelProtoSchema, {
    irVersion: 8n,
    opsetImport: [create(OperatorSetIdProtoSchema, { domain: '', version: BigInt(opset) })],
    graph: buildGraph(graph),
  });
  return Uint8Array.from(toBinary(ModelProtoSchema, model));
}

export function buildGraph({ inputs = [], outputs, nodes, initializers = [] }: BuildGraph): GraphProto {
  return create(GraphProtoSchema, {
    name: 'test',
    input: inputs,
    output: outputs.map((output) =>
      typeof output === 'string' ? create(ValueInfoProtoSchema, { name: output }) : output,
    ),
    node: nodes,
    initializer: initializers,
  });
}

/** Inputs and outputs are separated by spaces; `_` leaves one out. */
export function node(
  opType: string,
  inputs: string,
  outputs: string,
  attributes: Record<string, BuildAttribute> = {},
  domain = '',
): NodeProto {
  const names = (text: string): string[] =>
    text.split(' ').flatMap((name) => (name === '' ? [] : [name === '_' ? '' : name]));
  const attribute = Object.entries(attributes).map(([name, value]) => buildAttribute(name, value));
  return create(NodeProtoSchema, { opType, domain, input: names(inputs), output: names(outputs), attribute });
}

function buildAttribute(name: string, value: BuildAttribute): AttributeProto {
  const make = (init: Partial<Omit<AttributeProto, '$typeName'>>): AttributeProto =>
    create(AttributeProtoSchema, { name, ...init });
  if (typeof value === 'number') return make({ type: AttributeType.INT, i: BigInt(value) });
  if (typeof value === 'string')
    return make({ type: AttributeType.STRING, s: Uint8Array.from(new TextEncoder().encode(value)) });
  if ('float' in value) return make({ type: AttributeType.FLOAT, f: value.float });
  if ('floats' in value) return make({ type: AttributeType.FLOATS, floats: value.floats });
  if ('graph' in value) return make({ type: AttributeType.GRAPH, g: value.graph });
  if ('dims' in value) return make({ type: AttributeType.TENSOR, t: value });
  return make({ type: AttributeType.INTS, ints: value.map(BigInt) });
}

/** Declares an input or output; a text is a symbolic size. */
export function value(name: string, dtype: BuildType, shape: readonly Dimension[]): ValueInfoProto {
  const dim = shape.map((size) =>
    create(TensorShapeProto_DimensionSchema, {
      value:
        typeof size === 'string'
          ? { case: 'dimParam', value: size }
          : { case: 'dimValue', value: BigInt(size) },
    }),
  );
  const tensorType = create(TypeProto_TensorSchema, {
    elemType: NUMBER_OF[dtype],
    shape: create(TensorShapeProtoSchema, { dim }),
  });
  return create(ValueInfoProtoSchema, {
    name,
    type: create(TypeProtoSchema, { value: { case: 'tensorType', value: tensorType } }),
  });
}

/** A constant of zeros, or of `values`. */
export function constant(
  name: string,
  dtype: BuildType,
  shape: readonly number[],
  values?: readonly number[],
): TensorProto {
  const count = shape.reduce((product, size) => product * size, 1);
  const elements = values ?? Array.from<number>({ length: count }).fill(0);
  return create(TensorProtoSchema, {
    name,
    dataType: NUMBER_OF[dtype],
    dims: shape.map(BigInt),
    ...(dtype === 'int64' && { int64Data: elements.map(BigInt) }),
    ...(dtype === 'float32' && { floatData: [...elements] }),
    ...(dtype !== 'int64' && dtype !== 'float32' && { int32Data: [...elements] }),
  });
}
