// Typed access to a node's attributes. A missing attribute is undefined, and the rule applies ONNX's default.

import type { OnnxNode } from './model.ts';

export function intAttribute(node: OnnxNode, name: string): number | undefined {
  const attribute = node.attributes.get(name);
  return attribute && Number(attribute.i);
}

export function intsAttribute(node: OnnxNode, name: string): readonly number[] | undefined {
  return node.attributes.get(name)?.ints.map(Number);
}

export function floatsAttribute(node: OnnxNode, name: string): readonly number[] | undefined {
  return node.attributes.get(name)?.floats;
}

export function textAttribute(node: OnnxNode, name: string): string | undefined {
  const attribute = node.attributes.get(name);
  return attribute && new TextDecoder().decode(attribute.s);
}
