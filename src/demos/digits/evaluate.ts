// Runs the exported digits model with onnxruntime-web in Node, for training's last check and the tests.

import * as ort from 'onnxruntime-web';
import { IMAGE_PIXELS, IMAGE_SIDE, type Digits } from './idx.ts';

const BATCH_ROWS = 250;

/** Logits float32 [rows, 10] of the first `rows` images, on one thread. */
export async function onnxLogits(model: Uint8Array, digits: Digits, rows: number): Promise<Float32Array> {
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(model);
  const parts: Float32Array[] = [];
  for (let start = 0; start < rows; start += BATCH_ROWS) {
    const end = Math.min(start + BATCH_ROWS, rows);
    const pixels = digits.images.subarray(start * IMAGE_PIXELS, end * IMAGE_PIXELS);
    const image = Float32Array.from(pixels, (value) => value / 255);
    const feeds = { image: new ort.Tensor('float32', image, [end - start, 1, IMAGE_SIDE, IMAGE_SIDE]) };
    const { logits } = await session.run(feeds);
    parts.push(logits!.data as Float32Array);
  }
  await session.release();
  const all = new Float32Array(rows * 10);
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

/** Share of rows whose largest logit is at the label's index. */
export function accuracy(logits: Float32Array, labels: Uint8Array): number {
  const rows = logits.length / 10;
  let right = 0;
  for (let row = 0; row < rows; row++) {
    const values = logits.subarray(row * 10, row * 10 + 10);
    if (values.indexOf(Math.max(...values)) === labels[row]) right += 1;
  }
  return right / rows;
}
