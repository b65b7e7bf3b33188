// FLOPs of small graphs, worked out by hand, and which nodes cost nothing.

import { expect, test } from 'vitest';
import { analyse } from './analyse.ts';
import { buildGraph, buildModel, constant, node, value, type BuildGraph } from './buildModel.ts';
import { readModel } from './readModel.ts';

const f32 = (
  name: string,
  shape: readonly number[],
): { [name: string]: { dtype: string; shape: readonly number[] } } => ({
  [name]: { dtype: 'float32', shape },
});

/** Of a graph whose input `x` has this shape and whose output is `y`. */
function flopsOf(shape: readonly number[], graph: Omit<BuildGraph, 'outputs'> & { opset?: number }): number {
  const bytes = buildModel({ inputs: [value('x', 'float32', shape)], outputs: ['y'], ...graph });
  return analyse(readModel(bytes), f32('x', shape)).flops;
}

const weight = (shape: readonly number[]) => [constant('w', 'float32', shape)];

test('a convolution costs 2 × outputs × weights under the window', () => {
  // Height (9 + 1 + 1 - 3) / 2 + 1 = 5, width (12 + 2 + 0 - 3) / 3 + 1 = 4; 8 outputs of 3 × 3 × 3.
  expect(
    flopsOf([2, 3, 9, 12], {
      nodes: [node('Conv', 'x w b', 'y', { strides: [2, 3], pads: [1, 2, 1, 0] })],
      initializers: [...weight([8, 3, 3, 3]), constant('b', 'float32', [8])],
    }),
  ).toBe(2 * (2 * 8 * 5 * 4) * 27);
});

test('groups and dilation', () => {
  // A window of 3 with gaps of 2 reaches over 5: 10 - 5 + 1 = 6 places each way. Depthwise: one channel per output.
  expect(
    flopsOf([1, 4, 10, 10], {
      nodes: [node('Conv', 'x w', 'y', { group: 4, dilations: [2, 2] })],
      initializers: weight([4, 1, 3, 3]),
    }),
  ).toBe(2 * (4 * 6 * 6) * 9);
});

test('a transposed convolution spreads each input over the window', () => {
  expect(
    flopsOf([1, 4, 5, 6], {
      nodes: [node('ConvTranspose', 'x w', 'y', { strides: [2, 2], group: 2 })],
      initializers: weight([4, 3, 2, 2]),
    }),
  ).toBe(2 * (4 * 5 * 6) * (3 * 4));
});

test('Gemm costs 2 × M × K × N, transposed or not, and its bias nothing', () => {
  expect(flopsOf([7, 5], { nodes: [node('Gemm', 'x w', 'y')], initializers: weight([5, 3]) })).toBe(
    2 * 7 * 5 * 3,
  );
  expect(
    flopsOf([7, 5], {
      nodes: [node('Gemm', 'x w c', 'y', { transA: 1, transB: 1 })],
      initializers: [...weight([3, 7]), constant('c', 'float32', [3])],
    }),
  ).toBe(2 * 5 * 7 * 3);
});

test('a batched MatMul costs 2 × batch × M × K × N over the broadcast batch', () => {
  expect(
    flopsOf([2, 1, 3, 4], { nodes: [node('MatMul', 'x w', 'y')], initializers: weight([5, 4, 6]) }),
  ).toBe(2 * (2 * 5) * 3 * 4 * 6);
  expect(flopsOf([4], { nodes: [node('MatMul', 'x w', 'y')], initializers: weight([4]) })).toBe(2 * 4);
});

test('an MNIST network: two convolutions, two pools, one dense layer', () => {
  const bytes = buildModel({
    inputs: [value('image', 'float32', ['n', 1, 28, 28])],
    outputs: ['logits'],
    nodes: [
      node('Conv', 'image w1 b1', 'c1', { pads: [2, 2, 2, 2] }),
      node('Relu', 'c1', 'r1'),
      node('MaxPool', 'r1', 'p1', { kernel_shape: [2, 2], strides: [2, 2] }),
      node('Conv', 'p1 w2 b2', 'c2', { pads: [2, 2, 2, 2] }),
      node('Relu', 'c2', 'r2'),
      node('MaxPool', 'r2', 'p2', { kernel_shape: [3, 3], strides: [3, 3] }),
      node('Flatten', 'p2', 'f'),
      node('Gemm', 'f w3 b3', 'logits', { transB: 1 }),
    ],
    initializers: [
      constant('w1', 'float32', [8, 1, 5, 5]),
      constant('b1', 'float32', [8]),
      constant('w2', 'float32', [16, 8, 5, 5]),
      constant('b2', 'float32', [16]),
      constant('w3', 'float32', [10, 256]),
      constant('b3', 'float32', [10]),
    ],
  });
  const { flops, outputs, uncounted } = analyse(readModel(bytes), f32('image', [32, 1, 28, 28]));
  const perImage = 2 * (8 * 28 * 28) * 25 + 2 * (16 * 14 * 14) * (8 * 25) + 2 * 10 * 256;
  expect(flops).toBe(32 * perImage);
  expect(outputs).toEqual({ logits: { dtype: 'float32', shape: [32, 10] } });
  expect(uncounted).toEqual(['Flatten', 'MaxPool', 'Relu']);
});

test('attention heads: shapes computed in the graph, products of activations', () => {
  // [batch, length, 2 heads × 4] → scores [batch, 2, length, length] → [batch, length, 8].
  const bytes = buildModel({
    inputs: [value('x', 'float32', ['n', 't', 8])],
    outputs: ['y'],
    nodes: [
      node('MatMul', 'x w', 'qkv'),
      node('Shape', 'x', 's', { end: 2 }),
      node('Concat', 's heads', 'split', { axis: 0 }),
      node('Reshape', 'qkv split', 'r'),
      node('Transpose', 'r', 'tr', { perm: [2, 0, 3, 1, 4] }),
      node('Split', 'tr', 'q k v', { axis: 0 }),
      node('Transpose', 'k', 'kt', { perm: [0, 1, 2, 4, 3] }),
      node('MatMul', 'q kt', 'scores'),
      node('Softmax', 'scores', 'p'),
      node('MatMul', 'p v', 'o'),
      node('Squeeze', 'o first', 'o4'),
      node('Transpose', 'o4', 'ot', { perm: [0, 2, 1, 3] }),
      node('Reshape', 'ot back', 'y'),
    ],
    initializers: [
      constant('w', 'float32', [8, 24]),
      constant('heads', 'int64', [3], [3, 2, 4]),
      constant('first', 'int64', [1], [0]),
      constant('back', 'int64', [3], [0, 0, 8]),
    ],
  });
  const { flops, outputs } = analyse(readModel(bytes), f32('x', [5, 7, 8]));
  expect(flops).toBe(2 * 5 * 7 * 8 * 24 + 2 * (2 * 5 * 2 * 7 * 7 * 4));
  expect(outputs['y']?.shape).toEqual([5, 7, 8]);
});

test('a branch that reaches no output costs nothing', () => {
  expect(
    flopsOf([7, 5], {
      nodes: [node('MatMul', 'x w', 'y'), node('MatMul', 'x w', 'dead'), node('Relu', 'dead', 'dead2')],
      initializers: weight([5, 3]),
    }),
  ).toBe(2 * 7 * 5 * 3);
});

test('a branch of constants alone costs nothing', () => {
  expect(
    flopsOf([7, 5], {
      nodes: [
        node('Constant', '', 'left', { value: constant('', 'float32', [5, 9]) }),
        node('MatMul', 'left w', 'folded'),
        node('Relu', 'folded', 'rectified'),
        node('MatMul', 'x rectified', 'y'),
      ],
      initializers: weight([9, 3]),
    }),
  ).toBe(2 * 7 * 5 * 3);
});

test('what an input shapes is not constant, though its elements are known', () => {
  expect(
    flopsOf([7, 5], {
      nodes: [node('Shape', 'x', 's'), node('ConstantOfShape', 's', 'zeros'), node('MatMul', 'zeros w', 'y')],
      initializers: weight([5, 3]),
    }),
  ).toBe(2 * 7 * 5 * 3);
});

test('nodes may stand in any order', () => {
  expect(
    flopsOf([7, 5], {
      nodes: [node('Relu', 'm', 'y'), node('MatMul', 'x w', 'm')],
      initializers: weight([5, 3]),
    }),
  ).toBe(2 * 7 * 5 * 3);
});

test('an unknown shape is no harm until something counted needs it', () => {
  const graph = (last: Parameters<typeof node>): Uint8Array =>
    buildModel({
      inputs: [value('x', 'float32', [7, 5])],
      outputs: [value('y', 'int64', ['rank', 'found'])],
      nodes: [node('NonZero', 'x', 'found'), node(...last)],
      initializers: weight([5, 3]),
    });
  const { flops, outputs, uncounted } = analyse(readModel(graph(['Neg', 'found', 'y'])), f32('x', [7, 5]));
  expect({ flops, outputs, uncounted }).toEqual({
    flops: 0,
    outputs: { y: { dtype: 'int64', shape: undefined } },
    uncounted: ['Neg', 'NonZero'],
  });
  expect(() => analyse(readModel(graph(['MatMul', 'found w', 'y'])), f32('x', [7, 5]))).toThrow(
    expect.objectContaining({
      code: 'model_unreadable',
      message: expect.stringMatching(/MatMul "y" needs a shape that is lost at NonZero "found"/) as string,
    }),
  );
});

test.each([
  ['LSTM', node('LSTM', 'x w w', 'y'), /LSTM does matrix work/],
  ['a fused product', node('FusedMatMul', 'x w', 'y', {}, 'com.microsoft'), /com\.microsoft\.FusedMatMul/],
  [
    'a product in a branch',
    node('If', 'c', 'y', {
      then_branch: { graph: buildGraph({ outputs: ['t'], nodes: [node('MatMul', 'x w', 't')] }) },
      else_branch: { graph: buildGraph({ outputs: ['e'], nodes: [node('Relu', 'x', 'e')] }) },
    }),
    /If has MatMul in its body/,
  ],
])('matrix work that the count cannot see is refused: %s', (_name, hidden, message) => {
  const graph = {
    nodes: [node('ReduceMax', 'x', 'm', { keepdims: 0 }), node('Cast', 'm', 'c', { to: 9 }), hidden],
    initializers: weight([5, 3]),
  };
  expect(() => flopsOf([7, 5], graph)).toThrow(
    expect.objectContaining({ code: 'model_unreadable', message: expect.stringMatching(message) as string }),
  );
});

test('a branch without matrix work keeps what it uses from outside alive', () => {
  expect(
    flopsOf([7, 5], {
      nodes: [
        node('MatMul', 'x w', 'm'),
        node('ReduceMax', 'x', 'r', { keepdims: 0 }),
        node('Cast', 'r', 'c', { to: 9 }),
        node('If', 'c', 'y', {
          then_branch: { graph: buildGraph({ outputs: ['t'], nodes: [node('Relu', 'm', 't')] }) },
          else_branch: { graph: buildGraph({ outputs: ['e'], nodes: [node('Neg', 'm', 'e')] }) },
        }),
      ],
      initializers: weight([5, 3]),
    }),
  ).toBe(2 * 7 * 5 * 3);
});

test('sizes that contradict each other are a fault of the inputs', () => {
  const wrong = (attempt: () => unknown, message: RegExp): void =>
    expect(attempt).toThrow(
      expect.objectContaining({ code: 'inputs_unfit', message: expect.stringMatching(message) as string }),
    );
  wrong(
    () => flopsOf([7, 4], { nodes: [node('MatMul', 'x w', 'y')], initializers: weight([5, 3]) }),
    /MatMul "y": matrices \[7, 4\] and \[5, 3\]/,
  );
  wrong(
    () => flopsOf([1, 3, 2, 2], { nodes: [node('Conv', 'x w', 'y')], initializers: weight([8, 3, 3, 3]) }),
    /window of 3 is larger than its input of 2/,
  );
  wrong(
    () => flopsOf([1, 4, 9, 9], { nodes: [node('Conv', 'x w', 'y')], initializers: weight([8, 3, 3, 3]) }),
    /4 channels in 1 groups/,
  );
  wrong(
    () => flopsOf([7, 5], { nodes: [node('Add', 'x w', 'y')], initializers: weight([4]) }),
    /do not go together/,
  );
  wrong(() => flopsOf([2 ** 20, 2 ** 20], { nodes: [node('MatMul', 'x x', 'y')] }), /more than 9e15 FLOPs/);
});
