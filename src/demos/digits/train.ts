// Trains the digits model on MNIST's training images and writes digits.onnx beside this file:
// `node --import tsx src/demos/digits/train.ts`. The test images are only looked at once, at the end.

import { writeFile } from 'node:fs/promises';
import { init } from '@jax-js/jax';
import { integerBelow, sfc32, shuffle, type RandomBits } from '../../util/random.ts';
import { accuracy, onnxLogits } from './evaluate.ts';
import { readDigits, type Digits } from './idx.ts';
import {
  CLASSES,
  forward,
  initialState,
  readWeights,
  toArray,
  trainStep,
  type TrainingState,
} from './network.ts';
import { encodeOnnx } from './onnx-file.ts';
import { PATCH_LENGTH, PATCHES_PER_IMAGE, writePatches } from './patches.ts';

const SEED = 20_260_101;
const EPOCHS = 5;
const BATCH_ROWS = 64;
const PEAK_LEARNING_RATE = 0.002;
const WARM_UP_STEPS = 200;
/** Each training image is moved by up to this many pixels either way, anew in every epoch. */
const MAX_SHIFT_PIXELS = 2;
const VERIFIED_ROWS = 512;
const MAX_DIFFERENCE = 1e-4;
const MIN_ACCURACY = 0.98;

const PATCH_FLOATS = PATCHES_PER_IMAGE * PATCH_LENGTH;

async function main(): Promise<void> {
  const startedAt = performance.now();
  const seconds = (): string => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
  await init('wasm');
  const training = await readDigits('training');
  const random = sfc32(SEED);
  let state = initialState(random);

  const order = Array.from({ length: training.count }, (_, index) => index);
  const stepsPerEpoch = Math.floor(training.count / BATCH_ROWS);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(random, order);
    let lossSum = 0;
    for (let step = 0; step < stepsPerEpoch; step++) {
      const rows = order.slice(step * BATCH_ROWS, (step + 1) * BATCH_ROWS);
      const rate = learningRate(epoch * stepsPerEpoch + step, EPOCHS * stepsPerEpoch);
      const [next, loss] = trainStep(
        state,
        ...batch(training, rows, random),
        toArray(Float32Array.of(rate), []),
      );
      state = next;
      lossSum += (await loss.data())[0]!;
    }
    console.log(`epoch ${epoch + 1}/${EPOCHS}: loss ${(lossSum / stepsPerEpoch).toFixed(4)}, ${seconds()}`);
  }

  const model = encodeOnnx(await readWeights(state));
  const test = await readDigits('test');
  const difference = largestDifference(
    await trainingLogits(state.parameters, test),
    await onnxLogits(model, test, VERIFIED_ROWS),
  );
  console.log(`training graph against onnxruntime-web: at most ${difference.toExponential(1)} apart`);
  if (difference > MAX_DIFFERENCE)
    throw new Error('The exported graph does not compute the trained network.');
  const share = accuracy(await onnxLogits(model, test, test.count), test.labels);
  console.log(`accuracy on ${test.count} test images: ${(share * 100).toFixed(2)} %, ${seconds()}`);
  if (share < MIN_ACCURACY) throw new Error('The trained network is not good enough to ship.');
  await writeFile(new URL('digits.onnx', import.meta.url), model);
  console.log(`digits.onnx: ${model.length} bytes`);
}

/** Linear up from zero, then linear down to zero. */
function learningRate(step: number, steps: number): number {
  const up = (step + 1) / WARM_UP_STEPS;
  const down = (steps - step) / (steps - WARM_UP_STEPS);
  return PEAK_LEARNING_RATE * Math.min(up, down);
}

/** Patches float32 [rows * 441, 28] of the shifted images, and one-hot labels float32 [rows, 10]. */
function batch(digits: Digits, rows: number[], random: RandomBits) {
  const patches = new Float32Array(rows.length * PATCH_FLOATS);
  const targets = new Float32Array(rows.length * CLASSES);
  for (const [index, row] of rows.entries()) {
    const right = integerBelow(random, 2 * MAX_SHIFT_PIXELS + 1) - MAX_SHIFT_PIXELS;
    const down = integerBelow(random, 2 * MAX_SHIFT_PIXELS + 1) - MAX_SHIFT_PIXELS;
    writePatches(digits.images, row, patches, index * PATCH_FLOATS, right, down);
    targets[index * CLASSES + digits.labels[row]!] = 1;
  }
  return [
    toArray(patches, [rows.length * PATCHES_PER_IMAGE, PATCH_LENGTH]),
    toArray(targets, [rows.length, CLASSES]),
  ] as const;
}

async function trainingLogits(
  parameters: TrainingState['parameters'],
  digits: Digits,
): Promise<Float32Array> {
  const patches = new Float32Array(VERIFIED_ROWS * PATCH_FLOATS);
  for (let row = 0; row < VERIFIED_ROWS; row++) writePatches(digits.images, row, patches, row * PATCH_FLOATS);
  const input = toArray(patches, [VERIFIED_ROWS * PATCHES_PER_IMAGE, PATCH_LENGTH]);
  return (await forward(parameters, input).data()) as Float32Array;
}

function largestDifference(left: Float32Array, right: Float32Array): number {
  return left.reduce((largest, value, index) => Math.max(largest, Math.abs(value - right[index]!)), 0);
}

await main();
