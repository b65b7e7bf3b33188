// Axes of a node: negative ones count from the end, and lists of them moved from attributes to inputs.

import { intsAttribute } from './attributes.ts';
import type { OnnxNode } from './model.ts';
import { unfit, type OpCall } from './rule.ts';

/** From 0 to rank - 1; throws `inputs_unfit` for an axis that the tensor lacks. */
export function resolveAxis(node: OnnxNode, axis: number, rank: number): number {
  const resolved = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(resolved) || resolved < 0 || resolved >= rank) {
    throw unfit(node, `there is no axis ${axis} in a tensor of ${rank} axes.`);
  }
  return resolved;
}

export function resolveAxes(node: OnnxNode, axes: readonly number[], rank: number): number[] {
  return axes.map((axis) => resolveAxis(node, axis, rank));
}

/**
 * A list that is an attribute in older operator sets and an input in newer ones: 'none' if it is left out,
 * 'unknown' if only the run gives it.
 */
export function listArgument(
  { node, inputs }: OpCall,
  attribute: string,
  inputIndex: number,
): readonly number[] | 'none' | 'unknown' {
  const fromAttribute = intsAttribute(node, attribute);
  if (fromAttribute) return fromAttribute;
  if ((node.inputs[inputIndex] ?? '') === '') return 'none';
  return inputs[inputIndex]?.values ?? 'unknown';
}
