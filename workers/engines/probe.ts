// The first run of a fresh engine: a matrix product whose answer is known, which proves that the engine
// computes, and how fast. A measure for the size of leases, never for credit.

import { TabloomError } from '../../src/protocol/errors.ts';
import type { Tensor } from '../../src/protocol/tensor.ts';
import type { Session } from './engine.ts';
import { onnxBytes } from './onnxBytes.ts';

const BUDGET_MS = 150;
const SMALLEST = 256;
const LARGEST = 1024;
/** Under this, call overhead rather than arithmetic is measured, so the matrix doubles. */
const SHORT_RUN_MS = 4;
const CHECKED_ELEMENTS = 16;

/** y = a b for square matrices of any size. */
export const PROBE_MODEL = onnxBytes({
  nodes: [{ op: 'MatMul', inputs: ['a', 'b'], outputs: ['y'] }],
  inputs: [
    { name: 'a', shape: ['n', 'n'] },
    { name: 'b', shape: ['n', 'n'] },
  ],
  outputs: [{ name: 'y', shape: ['n', 'n'] }],
});

/** The best of a few runs in 10^9 FLOP per second. Throws `engine_unavailable` where the product is wrong. */
export async function probe(session: Session, now: () => number): Promise<number> {
  let size = SMALLEST;
  let inputs = matrices(size);
  // Compiles shaders and warms caches, so it is not timed.
  checkProduct(inputs, size, (await session.run(inputs, ['y']))['y']);
  let gflops = 0;
  const startedAt = now();
  do {
    const runStartedAt = now();
    await session.run(inputs, ['y']);
    const runMs = Math.max(now() - runStartedAt, 0.01);
    gflops = Math.max(gflops, (2 * size ** 3) / runMs / 1e6);
    if (runMs < SHORT_RUN_MS && size < LARGEST) {
      size *= 2;
      inputs = matrices(size);
    }
  } while (now() - startedAt < BUDGET_MS);
  return Math.round(gflops * 100) / 100;
}

type Pair = { a: Tensor; b: Tensor };

function matrices(size: number): Pair {
  const a = new Float32Array(size * size);
  const b = new Float32Array(size * size);
  for (let i = 0; i < a.length; i++) {
    a[i] = ((i * 7) % 31) / 16 - 0.9;
    b[i] = ((i * 11) % 29) / 16 - 0.8;
  }
  return { a: matrix(size, a), b: matrix(size, b) };
}

const matrix = (size: number, values: Float32Array): Tensor => ({
  dtype: 'float32',
  shape: [size, size],
  bytes: new Uint8Array(values.buffer),
});

function checkProduct({ a, b }: Pair, size: number, y: Tensor | undefined): void {
  if (y?.bytes.length !== 4 * size * size) {
    throw new TabloomError('engine_unavailable', 'The first run gave no product of the right size.');
  }
  const [left, right, product] = [a, b, y].map(
    (tensor) => new Float32Array(tensor.bytes.buffer, tensor.bytes.byteOffset, size * size),
  ) as [Float32Array, Float32Array, Float32Array];
  for (let i = 0; i < CHECKED_ELEMENTS; i++) {
    const row = (i * 37) % size;
    const column = (i * 101) % size;
    let wanted = 0;
    for (let k = 0; k < size; k++) wanted += left[row * size + k]! * right[k * size + column]!;
    const got = product[row * size + column]!;
    if (!(Math.abs(got - wanted) <= 1e-2 + 1e-2 * Math.abs(wanted))) {
      throw new TabloomError(
        'engine_unavailable',
        `The first run computed ${got} where ${wanted.toFixed(4)} is right: this engine's numbers cannot be used.`,
      );
    }
  }
}
