// What of an ONNX model the count needs: its inputs, outputs, nodes and constants. Made by readModel.ts.

import type { AttributeProto } from 'onnx-buf';
import type { ElementType } from './elementTypes.ts';
import type { Fact } from './fact.ts';

/** A size, or the name of one that only the input gives ('?' if it has none). */
export type Dimension = number | string;

export type ModelInput = {
  name: string;
  dtype: ElementType;
  /** Undefined if the model leaves even the rank open. */
  shape: readonly Dimension[] | undefined;
};

/** `dtype` is undefined for an output that is no tensor (a sequence, a map) or has no declared type. */
export type ModelOutput = {
  name: string;
  dtype: ElementType | undefined;
  shape: readonly Dimension[] | undefined;
};

export type OnnxNode = {
  opType: string;
  /** '' for ONNX's own operators. */
  domain: string;
  name: string;
  /** '' stands for an optional input that is left out; the same for outputs. */
  inputs: readonly string[];
  outputs: readonly string[];
  attributes: ReadonlyMap<string, AttributeProto>;
  /** Names that the bodies of an If, Loop or Scan take from around them. */
  captures: readonly string[];
  /** All nodes in those bodies, nested ones included. */
  bodyNodes: readonly OnnxNode[];
};

export type OnnxModel = {
  /** Graph inputs that are not initializers: what the caller has to feed. */
  inputs: readonly ModelInput[];
  outputs: readonly ModelOutput[];
  /** Version of ONNX's own operator set. */
  opset: number;
  nodes: readonly OnnxNode[];
  initializers: ReadonlyMap<string, Fact>;
  /** `domain:opType` of operators that the model defines itself. */
  functions: ReadonlySet<string>;
};

/** How an error names a node: `Conv "stem.conv"`, or by its first output where it has no name. */
export function nodeLabel(node: OnnxNode): string {
  const name = node.name || node.outputs.find((output) => output !== '') || '';
  return name === '' ? node.opType : `${node.opType} "${name}"`;
}
