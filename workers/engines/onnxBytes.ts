// Writes small ONNX models without a protobuf library: nodes without attributes, no weights. For the probe,
// and for tests that want a model of three nodes. Field numbers: onnx/onnx.proto, IR version 8, opset 17.

import type { DType } from '../../src/protocol/program.ts';

const IR_VERSION = 8;
const OPSET_VERSION = 17;
const ELEMENT_TYPE: Record<DType, number> = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
};

export type OnnxNode = { op: string; inputs: readonly string[]; outputs: readonly string[] };
/** A text is a dimension of any size. */
export type OnnxValue = { name: string; dtype?: DType; shape: readonly (number | string)[] };
export type OnnxGraph = {
  nodes: readonly OnnxNode[];
  inputs: readonly OnnxValue[];
  outputs: readonly OnnxValue[];
};

/** The bytes of a ModelProto. */
export function onnxBytes(graph: OnnxGraph): Uint8Array<ArrayBuffer> {
  const opset = field(2, varint(OPSET_VERSION));
  return Uint8Array.from([
    ...field(1, varint(IR_VERSION)),
    ...field(8, opset),
    ...field(7, [
      ...graph.nodes.flatMap((node) => field(1, nodeProto(node))),
      ...field(2, text('graph')),
      ...graph.inputs.flatMap((value) => field(11, valueProto(value))),
      ...graph.outputs.flatMap((value) => field(12, valueProto(value))),
    ]),
  ]);
}

function nodeProto({ op, inputs, outputs }: OnnxNode): number[] {
  return [
    ...inputs.flatMap((name) => field(1, text(name))),
    ...outputs.flatMap((name) => field(2, text(name))),
    ...field(4, text(op)),
  ];
}

function valueProto({ name, dtype = 'float32', shape }: OnnxValue): number[] {
  const dimensions = shape.flatMap((size) =>
    field(1, typeof size === 'number' ? field(1, varint(size)) : field(2, text(size))),
  );
  const tensorType = [...field(1, varint(ELEMENT_TYPE[dtype])), ...field(2, dimensions)];
  return [...field(1, text(name)), ...field(2, field(1, tensorType))];
}

type Varint = { varint: number[] };

/** Seven bits a byte, lowest first. */
function varint(value: number): Varint {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return { varint: [...bytes, rest] };
}

const text = (value: string): number[] => [...new TextEncoder().encode(value)];

/** A field: its tag (number and wire type), then a number, or a length and its bytes. */
function field(number: number, content: Varint | number[]): number[] {
  if (!Array.isArray(content)) return [...varint(number * 8).varint, ...content.varint];
  return [...varint(number * 8 + 2).varint, ...varint(content.length).varint, ...content];
}
