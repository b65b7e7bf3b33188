// Geometry of windows that slide over the spatial axes: convolutions and pools.

import { intsAttribute, textAttribute } from './attributes.ts';
import type { OnnxNode } from './model.ts';
import { unfit, unreadable } from './rule.ts';

/** All per spatial axis. `pads` has all beginnings, then all ends. */
export type Window = {
  kernel: readonly number[];
  strides: readonly number[];
  dilations: readonly number[];
  pads: readonly number[];
  autoPad: string;
};

/** Throws `model_unreadable` for attributes of a wrong length or range. */
export function readWindow(node: OnnxNode, kernel: readonly number[]): Window {
  const rank = kernel.length;
  const filled = (length: number, value: number): number[] => Array.from<number>({ length }).fill(value);
  const window = {
    kernel,
    strides: intsAttribute(node, 'strides') ?? filled(rank, 1),
    dilations: intsAttribute(node, 'dilations') ?? filled(rank, 1),
    pads: intsAttribute(node, 'pads') ?? filled(2 * rank, 0),
    autoPad: textAttribute(node, 'auto_pad') ?? 'NOTSET',
  };
  const { strides, dilations, pads } = window;
  const lengthsFit = strides.length === rank && dilations.length === rank && pads.length === 2 * rank;
  const rangesFit = [...kernel, ...strides, ...dilations].every((size) => size >= 1);
  if (!lengthsFit || !rangesFit)
    throw unreadable(node, 'its window (kernel, strides, dilations, pads) is invalid.');
  return window;
}

/** From the first to the last element under the window, gaps of the dilation included. */
export function reach({ kernel, dilations }: Window, axis: number): number {
  return (kernel[axis]! - 1) * dilations[axis]! + 1;
}

/**
 * Positions of the window on each spatial axis. `ceil` lets a last window begin inside the input (or its left
 * padding) and end beyond it. Throws `inputs_unfit` if the window does not fit once.
 */
export function slide(node: OnnxNode, input: readonly number[], window: Window, ceil = false): number[] {
  const { strides, pads, autoPad } = window;
  return input.map((size, axis) => {
    const stride = strides[axis]!;
    if (autoPad.startsWith('SAME')) return Math.ceil(size / stride);
    const [before, after] = autoPad === 'VALID' ? [0, 0] : [pads[axis]!, pads[axis + input.length]!];
    const steps = (size + before + after - reach(window, axis)) / stride;
    if (steps < 0) {
      throw unfit(
        node,
        `its window of ${reach(window, axis)} is larger than its input of ${size} on axis ${axis + 2}.`,
      );
    }
    if (!ceil) return Math.floor(steps) + 1;
    const positions = Math.ceil(steps) + 1;
    return (positions - 1) * stride >= size + before ? positions - 1 : positions;
  });
}
