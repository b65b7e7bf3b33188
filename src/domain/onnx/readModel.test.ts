// What is read of a model file, and which files are refused.

import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { ModelProtoSchema, TensorProto_DataLocation, type ModelProto } from 'onnx-buf';
import { expect, test } from 'vitest';
import { liveNodes } from './liveNodes.ts';
import { buildModel, constant, node, value } from './buildModel.ts';
import { readModel } from './readModel.ts';

const bytes = buildModel({
  inputs: [value('x', 'float32', ['n', 5]), value('w', 'float32', [5, 3])],
  outputs: [value('y', 'float32', ['n', 3])],
  nodes: [node('MatMul', 'x w', 'y')],
  initializers: [constant('w', 'float32', [5, 3])],
  opset: 13,
});

function changed(change: (model: ModelProto) => void): Uint8Array {
  const model = fromBinary(ModelProtoSchema, bytes);
  change(model);
  return toBinary(ModelProtoSchema, model);
}

test('inputs without initializers, outputs, operator set and nodes', () => {
  const model = readModel(bytes);
  expect(model.inputs).toEqual([{ name: 'x', dtype: 'float32', shape: ['n', 5] }]);
  expect(model.outputs).toEqual([{ name: 'y', dtype: 'float32', shape: ['n', 3] }]);
  expect(model.opset).toBe(13);
  expect(model.nodes.map(({ opType }) => opType)).toEqual(['MatMul']);
  expect(model.initializers.get('w')?.shape).toEqual([5, 3]);
});

test('a view into a larger buffer reads the same', () => {
  const larger = new Uint8Array(bytes.length + 20);
  larger.set(bytes, 7);
  expect(readModel(larger.subarray(7, 7 + bytes.length))).toEqual(readModel(bytes));
});

test('small constants in every spelling: typed fields, raw bytes at any alignment, attributes', () => {
  const raw = constant('raw', 'int64', [2]);
  raw.int64Data = [];
  raw.rawData = new Uint8Array(17).subarray(1);
  new DataView(raw.rawData.buffer, 1).setBigInt64(8, -7n, true);
  const short = constant('short', 'int64', [3], [1]);
  const { initializers } = readModel(
    buildModel({
      outputs: ['raw'],
      nodes: [],
      initializers: [raw, short, constant('t', 'int64', [2], [4, -5])],
    }),
  );
  expect(initializers.get('raw')?.values).toEqual([0, -7]);
  expect(initializers.get('t')?.values).toEqual([4, -5]);
  expect(initializers.get('short')?.values).toBeUndefined();
});

test.each<[string, Uint8Array, RegExp]>([
  ['text', new TextEncoder().encode('no model at all'), /not an ONNX model/],
  ['cut bytes', bytes.subarray(0, bytes.length - 5), /not an ONNX model/],
  ['nothing', new Uint8Array(), /no graph/],
  ['no graph', changed((model) => delete model.graph), /no graph/],
  ['no outputs', changed((model) => (model.graph!.output = [])), /no outputs/],
  [
    'weights in another file',
    changed((model) => (model.graph!.initializer[0]!.dataLocation = TensorProto_DataLocation.EXTERNAL)),
    /"w" in a file of its own.*weights embedded/,
  ],
  [
    'an input that is no tensor',
    changed((model) => delete model.graph!.input[0]!.type),
    /Input "x" is no tensor/,
  ],
  [
    'impossible sizes',
    changed((model) => (model.graph!.initializer[0]!.dims = [-5n, 3n])),
    /impossible shape/,
  ],
])('refused: %s', (_name, file, message) => {
  expect(() => readModel(file)).toThrow(
    expect.objectContaining({ code: 'model_unreadable', message: expect.stringMatching(message) as string }),
  );
});

test.each([
  ['a tensor that nothing makes', [node('Add', 'x z', 'y')], /Add "y" needs "z", which nothing makes/],
  ['an output that nothing makes', [node('Neg', 'x', 'z')], /The graph needs "y"/],
  ['a cycle', [node('Add', 'x z', 'y'), node('Neg', 'y', 'z')], /needs its own output/],
  ['a node that feeds itself', [node('Add', 'x y', 'y')], /needs its own output/],
  ['one name for two', [node('Neg', 'x', 'y'), node('Abs', 'x', 'y')], /Two nodes make "y"/],
])('no order of nodes: %s', (_name, nodes, message) => {
  const model = readModel(buildModel({ inputs: [value('x', 'float32', [1])], outputs: ['y'], nodes }));
  expect(() => liveNodes(model)).toThrow(
    expect.objectContaining({ code: 'model_unreadable', message: expect.stringMatching(message) as string }),
  );
});

test('a chain of 20,000 nodes', () => {
  const nodes = Array.from({ length: 20_000 }, (_, n) => node('Neg', `t${n}`, `t${n + 1}`));
  const model = readModel(buildModel({ inputs: [value('t0', 'float32', [1])], outputs: ['t20000'], nodes }));
  expect(liveNodes(model)).toHaveLength(20_000);
});
