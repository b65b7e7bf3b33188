// Operators that keep the elements and change how they are arranged.

import { elementCount } from '../../../protocol/tensor.ts';
import { intAttribute, intsAttribute } from '../attributes.ts';
import { listArgument, resolveAxes, resolveAxis } from '../axes.ts';
import { shapeText, tensorFact, type Fact } from '../fact.ts';
import type { OnnxNode } from '../model.ts';
import { transpose } from '../rearrange.ts';
import { unfit, type Rule } from '../rule.ts';

const rearranged = (x: Fact, shape: readonly number[]): Fact[] => [
  tensorFact(x.dtype, shape, () => x.values),
];

const transposeRule: Rule = ({ node, inputs: [x] }) => {
  if (!x?.shape) return undefined;
  const { shape, values } = x;
  const order = intsAttribute(node, 'perm') ?? shape.map((_, axis) => shape.length - 1 - axis);
  const axes = resolveAxes(node, order, shape.length);
  if (axes.length !== shape.length || new Set(axes).size !== axes.length) {
    throw unfit(node, `the order ${shapeText(order)} does not fit ${shapeText(shape)}.`);
  }
  const moved = axes.map((axis) => shape[axis]!);
  return [tensorFact(x.dtype, moved, () => values && transpose({ shape, values }, axes))];
};

/** 0 keeps the input's size (unless allowzero), -1 takes what is left. */
const reshape: Rule = (call) => {
  const x = call.inputs[0];
  const target = listArgument(call, 'shape', 1);
  if (!x?.shape || typeof target === 'string') return undefined;
  const { shape } = x;
  const keepsZeros = intAttribute(call.node, 'allowzero') === 1;
  const sizes = target.map((size, axis) => (size === 0 && !keepsZeros ? (shape[axis] ?? 0) : size));
  const open = sizes.indexOf(-1);
  const rest = elementCount(sizes.filter((size) => size !== -1));
  const resolved = open === -1 ? sizes : sizes.with(open, rest === 0 ? 0 : elementCount(shape) / rest);
  const isShape = resolved.every((size) => Number.isSafeInteger(size) && size >= 0);
  if (!isShape || elementCount(resolved) !== elementCount(shape)) {
    throw unfit(call.node, `${shapeText(shape)} cannot be reshaped to ${shapeText(target)}.`);
  }
  return rearranged(x, resolved);
};

const flatten: Rule = ({ node, inputs: [x] }) => {
  if (!x?.shape) return undefined;
  const axis = intAttribute(node, 'axis') ?? 1;
  const split = axis === x.shape.length ? axis : resolveAxis(node, axis, x.shape.length);
  return rearranged(x, [elementCount(x.shape.slice(0, split)), elementCount(x.shape.slice(split))]);
};

const squeeze: Rule = (call) => {
  const x = call.inputs[0];
  const axes = listArgument(call, 'axes', 1);
  if (!x?.shape || axes === 'unknown') return undefined;
  const { shape } = x;
  if (axes === 'none') {
    return rearranged(
      x,
      shape.filter((size) => size !== 1),
    );
  }
  const gone = resolveAxes(call.node, axes, shape.length);
  if (gone.some((axis) => shape[axis] !== 1)) {
    throw unfit(call.node, `axes ${shapeText(axes)} of ${shapeText(shape)} are not all of size 1.`);
  }
  return rearranged(
    x,
    shape.filter((_, axis) => !gone.includes(axis)),
  );
};

const unsqueeze: Rule = (call) => {
  const x = call.inputs[0];
  const axes = listArgument(call, 'axes', 1);
  if (!x?.shape || typeof axes === 'string') return undefined;
  const rank = x.shape.length + axes.length;
  const added = new Set(resolveAxes(call.node, axes, rank));
  if (added.size !== axes.length) throw unfit(call.node, `axes ${shapeText(axes)} name one twice.`);
  const kept = [...x.shape];
  return rearranged(
    x,
    Array.from({ length: rank }, (_, axis) => (added.has(axis) ? 1 : kept.shift()!)),
  );
};

const depthToSpace: Rule = ({ node, inputs: [x] }) => {
  if (!x?.shape) return undefined;
  const { block, n, c, h, w } = imageOf(node, x.shape);
  return [tensorFact(x.dtype, [n, c / block ** 2, h * block, w * block])];
};

const spaceToDepth: Rule = ({ node, inputs: [x] }) => {
  if (!x?.shape) return undefined;
  const { block, n, c, h, w } = imageOf(node, x.shape);
  return [tensorFact(x.dtype, [n, c * block ** 2, h / block, w / block])];
};

function imageOf(
  node: OnnxNode,
  shape: readonly number[],
): { block: number; n: number; c: number; h: number; w: number } {
  const block = intAttribute(node, 'blocksize') ?? 0;
  const [n, c, h, w] = shape;
  if (block < 1 || shape.length !== 4)
    throw unfit(node, `blocks of ${block} do not fit ${shapeText(shape)}.`);
  return { block, n: n!, c: c!, h: h!, w: w! };
}

export const layoutRules: Record<string, Rule> = {
  Transpose: transposeRule,
  Reshape: reshape,
  Flatten: flatten,
  Squeeze: squeeze,
  Unsqueeze: unsqueeze,
  DepthToSpace: depthToSpace,
  SpaceToDepth: spaceToDepth,
};
