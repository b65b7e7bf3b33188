// Bytes of an ONNX file → what the count needs of it. Weights stay views of the bytes.

import { fromBinary } from '@bufbuild/protobuf';
import {
  ModelProtoSchema,
  type GraphProto,
  type ModelProto,
  type NodeProto,
  type ValueInfoProto,
} from 'onnx-buf';
import { TabloomError } from '../../protocol/errors.ts';
import { elementTypeOf } from './elementTypes.ts';
import type { Fact } from './fact.ts';
import { tensorFact } from './fact.ts';
import type { Dimension, ModelInput, ModelOutput, OnnxModel, OnnxNode } from './model.ts';
import { assertEmbedded, readConstant, readSizes } from './readConstant.ts';

/**
 * Throws `model_unreadable` for bytes that are no ONNX protobuf, and for a model without a graph or outputs, with
 * weights in other files, or with inputs that are no tensors. Source: onnx.proto, IR.md of github.com/onnx/onnx.
 */
export function readModel(bytes: Uint8Array): OnnxModel {
  const { graph, opsetImport, functions } = parse(bytes);
  if (!graph) throw unreadable('The file has no graph: it is no ONNX model, or an empty one.');
  if (graph.output.length === 0) throw unreadable('The model has no outputs.');
  const initializers = readInitializers(graph);
  return {
    inputs: graph.input.filter(({ name }) => !initializers.has(name)).map(readInput),
    outputs: graph.output.map(readOutput),
    opset: Number(opsetImport.find(({ domain }) => ownDomain(domain) === '')?.version ?? 1n),
    nodes: graph.node.map(readNode),
    initializers,
    functions: new Set(functions.map(({ domain, name }) => `${ownDomain(domain)}:${name}`)),
  };
}

function parse(bytes: Uint8Array): ModelProto {
  try {
    return fromBinary(ModelProtoSchema, bytes, { readUnknownFields: false });
  } catch (error) {
    throw unreadable('The bytes are not an ONNX model.', error);
  }
}

/** Weights of a model before IR version 4 are graph inputs as well; they count as constants here. */
function readInitializers(graph: GraphProto): Map<string, Fact> {
  const initializers = new Map<string, Fact>();
  for (const tensor of graph.initializer) {
    assertEmbedded(tensor, tensor.name);
    initializers.set(tensor.name, readConstant(tensor, tensor.name));
  }
  for (const { values, dims } of graph.sparseInitializer) {
    if (!values) continue;
    assertEmbedded(values, values.name);
    initializers.set(values.name, tensorFact(elementTypeOf(values.dataType), readSizes(dims, values.name)));
  }
  return initializers;
}

function readInput(info: ValueInfoProto): ModelInput {
  const { dtype, shape } = readOutput(info);
  if (!dtype) throw unreadable(`Input "${info.name}" is no tensor, or of an unknown type.`);
  return { name: info.name, dtype, shape };
}

function readOutput({ name, type }: ValueInfoProto): ModelOutput {
  if (type?.value.case !== 'tensorType') return { name, dtype: undefined, shape: undefined };
  const { elemType, shape } = type.value.value;
  const sizes = shape?.dim.map(({ value }): Dimension => {
    // A negative size is how some exporters write an open one; ONNX Runtime takes it so, too.
    if (value.case === 'dimValue') return value.value < 0n ? '?' : Number(value.value);
    return value.value || '?';
  });
  return { name, dtype: elementTypeOf(elemType), shape: sizes };
}

function readNode(proto: NodeProto): OnnxNode {
  const bodies: GraphProto[] = [];
  for (const { t, tensors, g, graphs } of proto.attribute) {
    for (const tensor of t ? [t, ...tensors] : tensors) assertEmbedded(tensor, tensor.name || proto.name);
    bodies.push(...(g ? [g, ...graphs] : graphs));
  }
  const bodyNodes = bodies.flatMap(readBody);
  return {
    opType: proto.opType,
    domain: ownDomain(proto.domain),
    name: proto.name,
    inputs: proto.input,
    outputs: proto.output,
    attributes: new Map(proto.attribute.map((attribute) => [attribute.name, attribute])),
    // More names than are taken from outside (the body's own are among them); nothing outside makes those.
    captures: [
      ...bodies.flatMap((body) => body.output.map(({ name }) => name)),
      ...bodyNodes.flatMap(({ inputs, captures }) => [...inputs, ...captures]),
    ],
    bodyNodes,
  };
}

function readBody(body: GraphProto): OnnxNode[] {
  readInitializers(body);
  const nodes = body.node.map(readNode);
  return [...nodes, ...nodes.flatMap(({ bodyNodes }) => bodyNodes)];
}

/** ONNX's own domain has two spellings. */
const ownDomain = (domain: string): string => (domain === 'ai.onnx' ? '' : domain);

const unreadable = (message: string, cause?: unknown): TabloomError =>
  new TabloomError('model_unreadable', message, { cause });
