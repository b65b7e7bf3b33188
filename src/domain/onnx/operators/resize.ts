// Resize and its forerunner Upsample: sizes are given, or follow from scales.

import { floatsAttribute, intsAttribute, textAttribute } from '../attributes.ts';
import { resolveAxes } from '../axes.ts';
import { shapeText, tensorFact, type Fact } from '../fact.ts';
import { unfit, type OpCall, type Rule } from '../rule.ts';

/** Version 10: x, scales. From 11 on: x, region of interest, scales, sizes; one of the last two is left out or empty. */
const resize: Rule = (call) => {
  const { node, inputs, opset } = call;
  const x = inputs[0];
  if (!x?.shape) return undefined;
  const sizes = opset < 11 ? undefined : inputs[3];
  if (hasElements(sizes))
    return sizes?.values && [tensorFact(x.dtype, sizesBySizes(call, x.shape, sizes.values))];
  const scales = (opset < 11 ? inputs[1] : inputs[2])?.values;
  if (!scales || scales.length === 0) return undefined;
  const axes = resizedAxes(call, x.shape);
  if (scales.length !== axes.length) {
    throw unfit(node, `scales ${shapeText(scales)} do not fit ${shapeText(x.shape)}.`);
  }
  return [tensorFact(x.dtype, sizesByScales(x.shape, axes, scales))];
};

const upsample: Rule = (call) => {
  const x = call.inputs[0];
  const scales = floatsAttribute(call.node, 'scales') ?? call.inputs[1]?.values;
  if (!x?.shape || scales?.length !== x.shape.length) return undefined;
  return [
    tensorFact(
      x.dtype,
      sizesByScales(
        x.shape,
        x.shape.map((_, n) => n),
        scales,
      ),
    ),
  ];
};

const hasElements = (fact: Fact | undefined): boolean =>
  fact !== undefined && !(fact.shape?.length === 1 && fact.shape[0] === 0);

function resizedAxes({ node }: OpCall, shape: readonly number[]): number[] {
  const axes = intsAttribute(node, 'axes');
  return axes ? resolveAxes(node, axes, shape.length) : shape.map((_, axis) => axis);
}

/** The product is taken in float32 and cut, as ONNX Runtime does. */
function sizesByScales(
  shape: readonly number[],
  axes: readonly number[],
  scales: readonly number[],
): number[] {
  return shape.map((size, axis) => {
    const n = axes.indexOf(axis);
    return n === -1 ? size : Math.floor(Math.fround(size * Math.fround(scales[n]!)));
  });
}

/** The policies scale all axes alike, to stay within the sizes or to reach them. */
function sizesBySizes(call: OpCall, shape: readonly number[], sizes: readonly number[]): number[] {
  const axes = resizedAxes(call, shape);
  if (sizes.length !== axes.length) {
    throw unfit(call.node, `sizes ${shapeText(sizes)} do not fit ${shapeText(shape)}.`);
  }
  const policy = textAttribute(call.node, 'keep_aspect_ratio_policy') ?? 'stretch';
  const ratios = axes.map((axis, n) => Math.fround(sizes[n]! / shape[axis]!));
  const scale = policy === 'not_larger' ? Math.min(...ratios) : Math.max(...ratios);
  return shape.map((size, axis) => {
    const n = axes.indexOf(axis);
    if (n === -1) return size;
    return policy === 'stretch' ? sizes[n]! : Math.round(Math.fround(scale * size));
  });
}

export const resizeRules: Record<string, Rule> = { Resize: resize, Upsample: upsample };
