// The shape rules against the engine: each case is a one-operator model, run by ONNX Runtime on zeros, whose
// output types and shapes the rules must have told beforehand.

import * as ort from 'onnxruntime-web';
import type { NodeProto, TensorProto, ValueInfoProto } from 'onnx-buf';
import { expect, test } from 'vitest';
import { elementCount } from '../../../protocol/tensor.ts';
import { analyse } from '../analyse.ts';
import { buildModel, constant, node, value } from '../buildModel.ts';
import { readModel } from '../readModel.ts';

ort.env.wasm.numThreads = 1;

type Case = {
  name: string;
  nodes: NodeProto[];
  inputs?: ValueInfoProto[];
  constants?: TensorProto[];
  opset?: number;
  outputs?: string[];
};

const f32 = (shape: number[], name = 'x'): ValueInfoProto => value(name, 'float32', shape);
const ints = (name: string, values: number[]): TensorProto =>
  constant(name, 'int64', [values.length], values);
const int = (name: string, only: number): TensorProto => constant(name, 'int64', [], [only]);
const floats = (name: string, values: number[]): TensorProto =>
  constant(name, 'float32', [values.length], values);

/** One node on one float32 input `x`. */
const on = (
  shape: number[],
  opType: string,
  attributes: Parameters<typeof node>[3] = {},
  constants: TensorProto[] = [],
  more: Partial<Case> & { args?: string } = {},
): Case => ({
  name: `${opType} of [${shape.join(', ')}] with ${JSON.stringify(attributes, (key, item) => (typeof item === 'bigint' ? Number(item) : key.startsWith('$') ? undefined : item))}`,
  inputs: [f32(shape)],
  nodes: [node(opType, more.args ?? ['x', ...constants.map(({ name }) => name)].join(' '), 'y', attributes)],
  constants,
  ...more,
});

const weight = (shape: number[]): TensorProto => constant('w', 'float32', shape);
const perChannel = (names: string, channels: number): TensorProto[] =>
  names.split(' ').map((name) => constant(name, 'float32', [channels]));

const convolutions: Case[] = [
  on([1, 3, 9, 11], 'Conv', { strides: [2, 3], pads: [1, 0, 2, 1], dilations: [2, 1] }, [
    weight([4, 3, 3, 2]),
  ]),
  on([2, 4, 8], 'Conv', { group: 2 }, [weight([6, 2, 3])]),
  on([1, 2, 7, 8], 'Conv', { auto_pad: 'SAME_UPPER', strides: [2, 2] }, [weight([4, 2, 3, 3])]),
  on([1, 2, 7, 8], 'Conv', { auto_pad: 'VALID', strides: [2, 2] }, [weight([4, 2, 3, 3])]),
  on(
    [1, 4, 5, 6],
    'ConvTranspose',
    { strides: [2, 3], pads: [1, 0, 0, 1], output_padding: [1, 0], group: 2 },
    [weight([4, 3, 3, 4])],
  ),
  on([1, 4, 5, 6], 'ConvTranspose', { strides: [2, 2], output_shape: [11, 13] }, [weight([4, 3, 3, 3])]),
  on([1, 4, 5, 6], 'ConvTranspose', { strides: [2, 2], auto_pad: 'SAME_UPPER' }, [weight([4, 3, 3, 3])]),
  on([1, 2, 9, 10], 'MaxPool', { kernel_shape: [3, 2], strides: [2, 2], pads: [1, 0, 1, 0] }),
  on([1, 2, 8, 10], 'MaxPool', { kernel_shape: [3, 3], strides: [2, 3], ceil_mode: 1 }),
  on([1, 2, 5, 5], 'MaxPool', { kernel_shape: [2, 2], strides: [4, 4], pads: [1, 1, 1, 1], ceil_mode: 1 }),
  on([1, 2, 9, 9], 'MaxPool', { kernel_shape: [2, 2], dilations: [3, 2] }),
  on([1, 2, 9, 9], 'AveragePool', { kernel_shape: [2, 2], auto_pad: 'SAME_LOWER', strides: [2, 2] }),
  on([3, 2, 9, 9], 'GlobalAveragePool'),
  on([3, 2, 9, 9], 'GlobalMaxPool'),
];

const normalizations: Case[] = [
  on([2, 3, 4], 'BatchNormalization', {}, perChannel('scale bias mean var', 3)),
  on([2, 3, 4], 'InstanceNormalization', {}, perChannel('scale bias', 3)),
  {
    ...on([2, 3, 4], 'LayerNormalization', {}),
    nodes: [node('LayerNormalization', 'x scale', 'y mean inverse', { axis: 1 })],
    constants: [constant('scale', 'float32', [3, 4])],
    outputs: ['y', 'mean', 'inverse'],
  },
  on([2, 3], 'Softmax', { axis: 1 }),
  on([2, 3], 'Gelu', {}, [], { opset: 20 }),
  on([2, 3], 'Erf'),
  on([2, 3], 'Clip', {}, [constant('low', 'float32', []), constant('high', 'float32', [], [6])]),
  {
    ...on([2, 3], 'Dropout'),
    nodes: [node('Dropout', 'x', 'y mask')],
    outputs: ['y', 'mask'],
  },
  on([2, 3], 'CumSum', {}, [int('axis', 1)]),
  on([3, 3], 'Trilu', { upper: 0 }),
  on([2, 3], 'Cast', { to: 7 }),
  on([2, 3], 'IsNaN'),
];

const broadcasts: Case[] = [
  on([2, 1, 4], 'Add', {}, [constant('c', 'float32', [3, 1])]),
  on([3, 4], 'Less', {}, [constant('c', 'float32', [])]),
  on([2, 3], 'PRelu', {}, [constant('slope', 'float32', [3])]),
  on([2, 3], 'Max', {}, [constant('a', 'float32', [1, 3]), constant('b', 'float32', [4, 1, 1])]),
  {
    name: 'Where',
    inputs: [f32([4, 1])],
    constants: [constant('c', 'bool', [1, 5]), constant('b', 'float32', [2, 1, 1])],
    nodes: [node('Where', 'c x b', 'y')],
  },
];

const products: Case[] = [
  on([5, 3], 'Gemm', { transA: 1, transB: 1 }, [constant('b', 'float32', [4, 5])]),
  on([2, 1, 3, 4], 'MatMul', {}, [constant('b', 'float32', [5, 4, 6])]),
  on([4], 'MatMul', {}, [constant('b', 'float32', [5, 4, 6])]),
  on([2, 3, 4], 'MatMul', {}, [constant('b', 'float32', [4])]),
  on([4], 'MatMul', {}, [constant('b', 'float32', [4])]),
];

const arrangements: Case[] = [
  on([2, 3, 4], 'Transpose', { perm: [2, 0, 1] }),
  on([2, 3, 4], 'Transpose'),
  on([2, 3, 4], 'Reshape', {}, [ints('to', [0, -1, 2])]),
  on([2, 0, 4], 'Reshape', { allowzero: 1 }, [ints('to', [4, 0])]),
  on([2, 3, 4, 5], 'Flatten', { axis: 2 }),
  on([2, 3], 'Flatten', { axis: 0 }),
  on([2, 3], 'Flatten', { axis: -1 }),
  on([1, 3, 1], 'Squeeze', {}, [ints('axes', [-1])]),
  on([1, 3, 1], 'Squeeze'),
  on([1, 3, 1], 'Squeeze', { axes: [0] }, [], { opset: 11 }),
  on([3, 4], 'Unsqueeze', {}, [ints('axes', [0, -1])]),
  on([3, 4], 'Unsqueeze', { axes: [1, 3] }, [], { opset: 11 }),
  on([1, 8, 2, 3], 'DepthToSpace', { blocksize: 2 }),
  on([1, 2, 4, 6], 'SpaceToDepth', { blocksize: 2 }),
];

const extents: Case[] = [
  on([2, 3], 'Concat', { axis: -1 }, [constant('b', 'float32', [2, 4])]),
  {
    ...on([7, 2], 'Split'),
    nodes: [node('Split', 'x lengths', 'a b', { axis: 0 })],
    constants: [ints('lengths', [3, 4])],
    outputs: ['a', 'b'],
  },
  { ...on([6, 2], 'Split'), nodes: [node('Split', 'x', 'a b c')], outputs: ['a', 'b', 'c'] },
  {
    ...on([7, 2], 'Split', { num_outputs: 3 }),
    nodes: [node('Split', 'x', 'a b c', { num_outputs: 3 })],
    outputs: ['a', 'b', 'c'],
    opset: 18,
  },
  {
    ...on([7, 2], 'Split', { split: [5, 2] }),
    nodes: [node('Split', 'x', 'a b', { split: [5, 2] })],
    outputs: ['a', 'b'],
    opset: 11,
  },
  on([2, 3], 'Pad', {}, [ints('pads', [1, 0, 2, 3])]),
  on([2, 3], 'Pad', { pads: [1, 0, 2, -1] }, [], { opset: 10 }),
  on([2, 3], 'Pad', {}, [ints('pads', [1, 4]), ints('axes', [-1])], { args: 'x pads _ axes', opset: 18 }),
  on([2, 3], 'Tile', {}, [ints('times', [2, 3])]),
  on([3, 1], 'Expand', {}, [ints('to', [2, 1, 4])]),
];

const selections: Case[] = [
  on([5, 6, 7], 'Slice', {}, [
    ints('starts', [1, -3]),
    ints('ends', [2 ** 62, -1]),
    ints('axes', [0, -1]),
    ints('steps', [2, 1]),
  ]),
  on([5, 6], 'Slice', {}, [
    ints('starts', [-1]),
    ints('ends', [-(2 ** 62)]),
    ints('axes', [1]),
    ints('steps', [-2]),
  ]),
  on([5, 6], 'Slice', {}, [ints('starts', [9]), ints('ends', [0]), ints('axes', [0]), ints('steps', [-1])]),
  on([5, 6], 'Slice', {}, [ints('starts', [4]), ints('ends', [2])]),
  on([5, 6], 'Slice', { starts: [1, 2], ends: [3, -1] }, [], { opset: 9 }),
  on([5, 6], 'Gather', { axis: 1 }, [constant('i', 'int64', [2, 3])]),
  on([5, 6], 'Gather', {}, [int('i', -1)]),
  on([5, 6], 'GatherElements', { axis: 1 }, [constant('i', 'int64', [5, 2])]),
  on([2, 3, 4], 'GatherND', {}, [constant('i', 'int64', [5, 2])]),
  on([2, 3, 4], 'GatherND', { batch_dims: 1 }, [constant('i', 'int64', [2, 5, 1])]),
  {
    ...on([3, 5], 'TopK'),
    nodes: [node('TopK', 'x k', 'y i', { axis: 0 })],
    constants: [ints('k', [2])],
    outputs: ['y', 'i'],
  },
  {
    name: 'OneHot',
    inputs: [value('x', 'int64', [2, 3])],
    nodes: [node('OneHot', 'x depth values', 'y', { axis: 1 })],
    constants: [int('depth', 7), floats('values', [0, 1])],
  },
];

const resizes: Case[] = [
  on([1, 1, 5, 7], 'Resize', { mode: 'nearest' }, [floats('scales', [1, 1, 2, 0.7])], { args: 'x _ scales' }),
  on([1, 1, 5, 7], 'Resize', { mode: 'linear' }, [ints('sizes', [1, 1, 9, 4])], { args: 'x _ _ sizes' }),
  on([1, 1, 5, 7], 'Resize', {}, [floats('scales', [1, 1, 1.3, 3])], { opset: 10 }),
  on(
    [1, 1, 5, 7],
    'Resize',
    { axes: [2, 3], keep_aspect_ratio_policy: 'not_larger' },
    [ints('sizes', [9, 9])],
    {
      args: 'x _ _ sizes',
      opset: 18,
    },
  ),
  on([1, 1, 5, 7], 'Resize', { axes: [3] }, [floats('scales', [1.5])], { args: 'x _ scales', opset: 18 }),
  on([1, 1, 5, 7], 'Upsample', { mode: 'nearest' }, [floats('scales', [1, 1, 2, 3])], { opset: 9 }),
];

const reductions: Case[] = [
  on([2, 3, 4], 'ReduceMean', { axes: [-1], keepdims: 0 }),
  on([2, 3, 4], 'ReduceMax', {}),
  on([2, 3, 4], 'ReduceSum', { keepdims: 1 }, [ints('axes', [0, 2])]),
  on([2, 3, 4], 'ReduceSum', { noop_with_empty_axes: 1 }),
  on([2, 3, 4], 'ReduceMean', { keepdims: 0 }, [ints('axes', [1])], { opset: 18 }),
  on([2, 3, 4], 'ArgMax', { axis: 1, keepdims: 0 }),
];

/** Shapes computed in the graph, as exporters write them. */
const computed: Case[] = [
  {
    name: 'view(n, -1) by Shape, Gather, Unsqueeze, Concat',
    inputs: [f32([2, 3, 4])],
    constants: [int('zero', 0), ints('zeros', [0]), ints('rest', [-1])],
    nodes: [
      node('Shape', 'x', 's'),
      node('Gather', 's zero', 'n'),
      node('Unsqueeze', 'n zeros', 'n1'),
      node('Concat', 'n1 rest', 'to', { axis: 0 }),
      node('Reshape', 'x to', 'y'),
    ],
  },
  {
    name: 'positions by Range and a mask by Less and Where',
    inputs: [f32([2, 5])],
    constants: [int('zero', 0), int('one', 1), constant('low', 'float32', [], [-1])],
    nodes: [
      node('Shape', 'x', 's'),
      node('Gather', 's one', 't'),
      node('Range', 'zero t one', 'r'),
      node('Unsqueeze', 'r one1', 'c'),
      node('Less', 'c r', 'm'),
      node('Unsqueeze', 'x one1', 'x3'),
      node('Where', 'm x3 low', 'y'),
      node('Constant', '', 'one1', { value_ints: [1] }),
    ],
  },
  {
    name: 'expand by ConstantOfShape, Equal and Where',
    inputs: [f32([1, 4])],
    constants: [ints('to', [3, -1]), ints('two', [2]), ints('minus', [-1])],
    nodes: [
      node('ConstantOfShape', 'two', 'ones', { value: constant('', 'int64', [1], [1]) }),
      node('Equal', 'to minus', 'kept'),
      node('Where', 'kept ones to', 'shape'),
      node('Expand', 'x shape', 'y'),
    ],
  },
  {
    name: 'padding by Reshape, a reversed Slice and Transpose',
    inputs: [f32([2, 3, 4])],
    constants: [
      ints('pairs', [-1, 2]),
      ints('last', [-1]),
      ints('begin', [-(2 ** 62)]),
      ints('zeros', [0]),
      ints('amounts', [1, 2, 3, 4, 0, 0]),
    ],
    nodes: [
      node('Reshape', 'amounts pairs', 'p'),
      node('Slice', 'p last begin zeros last', 'q'),
      node('Transpose', 'q', 'r', { perm: [1, 0] }),
      node('Reshape', 'r last', 'pads'),
      node('Pad', 'x pads', 'y'),
    ],
  },
  {
    name: 'resize to a scaled size by Cast, Mul, Floor',
    inputs: [f32([1, 2, 5, 7])],
    constants: [floats('scale', [1, 1, 1.5, 1.7])],
    nodes: [
      node('Shape', 'x', 's'),
      node('Cast', 's', 'sf', { to: 1 }),
      node('Mul', 'sf scale', 'm'),
      node('Floor', 'm', 'f'),
      node('Cast', 'f', 'sizes', { to: 7 }),
      node('Resize', 'x _ _ sizes', 'y'),
    ],
  },
  {
    name: 'split heads by integer Div, Mod, ReduceProd and Split',
    inputs: [f32([2, 7, 6])],
    constants: [int('two', 2), ints('zeros', [0]), int('four', 4)],
    nodes: [
      node('Shape', 'x', 's'),
      node('Split', 's', 'n t c'),
      node('Div', 't two', 'half'),
      node('Mod', 't four', 'odd'),
      node('Mul', 'half odd', 'nine'),
      node('ReduceProd', 's', 'all', { keepdims: 0 }),
      node('Size', 'x', 'size'),
      node('Sub', 'all size', 'none'),
      node('Add', 'nine none', 'length'),
      node('Concat', 'length n c', 'shape', { axis: 0 }),
      node('ConstantOfShape', 'shape', 'y'),
    ],
  },
];

const cases = [
  ...convolutions,
  ...normalizations,
  ...broadcasts,
  ...products,
  ...arrangements,
  ...extents,
  ...selections,
  ...resizes,
  ...reductions,
  ...computed,
];

test.each(cases.map((one) => [one.name, one] as const))('%s', async (_name, one) => {
  const bytes = buildModel({
    inputs: one.inputs ?? [],
    outputs: one.outputs ?? ['y'],
    nodes: sorted(one.nodes),
    initializers: one.constants ?? [],
    ...(one.opset === undefined ? {} : { opset: one.opset }),
  });
  const model = readModel(bytes);
  const specs = model.inputs.map(
    ({ name, dtype, shape }) => [name, { dtype, shape: shape as number[] }] as const,
  );
  const { outputs } = analyse(model, Object.fromEntries(specs));
  expect(outputs).toEqual(await observe(bytes, specs));
});

/** Constants first: the format wants nodes in order, our reader does not. */
const sorted = (nodes: NodeProto[]): NodeProto[] =>
  nodes.toSorted((a, b) => Number(b.opType === 'Constant') - Number(a.opType === 'Constant'));

async function observe(
  bytes: Uint8Array,
  specs: readonly (readonly [string, { dtype: string; shape: number[] }])[],
): Promise<Record<string, { dtype: string; shape: readonly number[] }>> {
  const session = await ort.InferenceSession.create(bytes);
  const feeds = specs.map(([name, { dtype, shape }]) => {
    const count = elementCount(shape);
    const zeros = dtype === 'int64' ? new BigInt64Array(count) : new Float32Array(count);
    return [name, new ort.Tensor(zeros, shape)] as const;
  });
  const results = await session.run(Object.fromEntries(feeds));
  await session.release();
  return Object.fromEntries(
    Object.entries(results).map(([name, { type, dims }]) => [name, { dtype: type, shape: dims }]),
  );
}
