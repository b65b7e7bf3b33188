// Shapes of convolutions and pools: [N, C, spatial...].

import { intAttribute, intsAttribute } from '../attributes.ts';
import { shapeText, tensorFact } from '../fact.ts';
import { reach, readWindow, slide } from '../window.ts';
import { unfit, unreadable, type OpCall, type Rule } from '../rule.ts';

type Operands = { x: readonly number[]; w: readonly number[]; group: number };

/** Shapes of data [N, C, spatial...] and weight; undefined if one is unknown. */
function operandsOf({ node, inputs: [data, weight] }: OpCall): Operands | undefined {
  if (!data?.shape || !weight?.shape) return undefined;
  const { shape: x } = data;
  const { shape: w } = weight;
  const group = intAttribute(node, 'group') ?? 1;
  const kernel = intsAttribute(node, 'kernel_shape');
  const kernelFits = !kernel || String(kernel) === String(w.slice(2));
  if (group < 1 || w.length < 3 || !kernelFits) {
    throw unreadable(node, `its group or kernel_shape does not fit its weight ${shapeText(w)}.`);
  }
  if (x.length !== w.length) {
    throw unfit(node, `an input ${shapeText(x)} does not fit a weight ${shapeText(w)}.`);
  }
  return { x, w, group };
}

/** Weight [M, C / group, kernel...] → [N, M, spatial...]. */
const conv: Rule = (call) => {
  const operands = operandsOf(call);
  if (!operands) return undefined;
  const { x, w, group } = operands;
  if (x[1] !== w[1]! * group || w[0]! % group !== 0) {
    throw unfit(call.node, `${x[1]} channels in ${group} groups do not fit a weight ${shapeText(w)}.`);
  }
  const positions = slide(call.node, x.slice(2), readWindow(call.node, w.slice(2)));
  return [tensorFact(call.inputs[0]?.dtype, [x[0]!, w[0]!, ...positions])];
};

/** Weight [C, M / group, kernel...] → [N, M, spatial...]. */
const convTranspose: Rule = (call) => {
  const operands = operandsOf(call);
  if (!operands) return undefined;
  const { x, w, group } = operands;
  if (x[1] !== w[0] || w[0]! % group !== 0) {
    throw unfit(call.node, `${x[1]} channels in ${group} groups do not fit a weight ${shapeText(w)}.`);
  }
  return [tensorFact(call.inputs[0]?.dtype, [x[0]!, w[1]! * group, ...spread(call, x.slice(2), w.slice(2))])];
};

function spread({ node }: OpCall, input: readonly number[], kernel: readonly number[]): number[] {
  const window = readWindow(node, kernel);
  const fixed = intsAttribute(node, 'output_shape')?.slice(-input.length);
  const extra = intsAttribute(node, 'output_padding');
  const { strides, pads, autoPad } = window;
  const sizes = input.map((size, axis) => {
    if (autoPad.startsWith('SAME')) return size * strides[axis]!;
    const padding = autoPad === 'VALID' ? 0 : pads[axis]! + pads[axis + input.length]!;
    return strides[axis]! * (size - 1) + (extra?.[axis] ?? 0) + reach(window, axis) - padding;
  });
  const result = fixed ? [...fixed] : sizes;
  if (result.length !== input.length || result.some((size) => size < 1)) {
    throw unfit(node, `nothing is left of an input of ${shapeText(input)}.`);
  }
  return result;
}

/** Second output of MaxPool: where each largest value stood. */
const pool: Rule = ({ node, inputs: [x] }) => {
  if (!x?.shape) return undefined;
  const kernel = intsAttribute(node, 'kernel_shape');
  if (kernel?.length !== x.shape.length - 2)
    throw unfit(node, `its window does not fit ${shapeText(x.shape)}.`);
  const ceil = intAttribute(node, 'ceil_mode') === 1;
  const shape = [...x.shape.slice(0, 2), ...slide(node, x.shape.slice(2), readWindow(node, kernel), ceil)];
  return [tensorFact(x.dtype, shape), tensorFact('int64', shape)];
};

const globalPool: Rule = ({ inputs: [x] }) =>
  x?.shape && [
    tensorFact(
      x.dtype,
      x.shape.map((size, axis) => (axis < 2 ? size : 1)),
    ),
  ];

export const convolutionRules: Record<string, Rule> = {
  Conv: conv,
  ConvTranspose: convTranspose,
  MaxPool: pool,
  AveragePool: pool,
  LpPool: pool,
  GlobalMaxPool: globalPool,
  GlobalAveragePool: globalPool,
  GlobalLpPool: globalPool,
};
