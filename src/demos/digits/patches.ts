// The network's input for training: for every output of the second convolution, the 3x3 field of 5x5 patches
// that it sees. Both convolutions then are plain matrix products, which jax-js does fast on Wasm.

import { IMAGE_PIXELS, IMAGE_SIDE } from './idx.ts';

/** First convolution: 5x5, stride 2, padding 2, so 28 → 14. Second: 3x3, stride 2, padding 1, so 14 → 7. */
export const CONV1 = { kernel: 5, stride: 2, padding: 2, outputSide: 14 } as const;
export const CONV2 = { kernel: 3, stride: 2, padding: 1, outputSide: 7 } as const;

/**
 * 25 pixels, a constant 1 that carries the bias, and zeros up to a multiple of four: with rows of 25 or 26
 * jax-js 0.1.25 takes 6 times as long for a training step (42 ms against 7 ms for 64 images).
 */
export const PATCH_LENGTH = 28;
export const PATCH_BIAS = CONV1.kernel ** 2;
export const PATCHES_PER_IMAGE = CONV2.outputSide ** 2 * CONV2.kernel ** 2;

/**
 * Writes float32 [7 * 7, 3 * 3, 28] of one image at `target[offset]`, the image moved by (`right`, `down`)
 * pixels. Patches that lie in the second convolution's padding stay zero, their bias too, so they give zero.
 */
export function writePatches(
  images: Uint8Array,
  image: number,
  target: Float32Array,
  offset: number,
  right = 0,
  down = 0,
): void {
  const base = image * IMAGE_PIXELS;
  let at = offset;
  target.fill(0, offset, offset + PATCHES_PER_IMAGE * PATCH_LENGTH);
  for (let outputY = 0; outputY < CONV2.outputSide; outputY++) {
    for (let outputX = 0; outputX < CONV2.outputSide; outputX++) {
      for (let ky = 0; ky < CONV2.kernel; ky++) {
        for (let kx = 0; kx < CONV2.kernel; kx++, at += PATCH_LENGTH) {
          const y = outputY * CONV2.stride - CONV2.padding + ky;
          const x = outputX * CONV2.stride - CONV2.padding + kx;
          if (y < 0 || x < 0 || y >= CONV1.outputSide || x >= CONV1.outputSide) continue;
          const top = y * CONV1.stride - CONV1.padding - down;
          const left = x * CONV1.stride - CONV1.padding - right;
          writePatch(images, base, target, at, top, left);
        }
      }
    }
  }
}

function writePatch(
  images: Uint8Array,
  base: number,
  target: Float32Array,
  at: number,
  top: number,
  left: number,
): void {
  for (let y = 0; y < CONV1.kernel; y++) {
    const imageY = top + y;
    if (imageY < 0 || imageY >= IMAGE_SIDE) continue;
    for (let x = 0; x < CONV1.kernel; x++) {
      const imageX = left + x;
      if (imageX < 0 || imageX >= IMAGE_SIDE) continue;
      target[at + y * CONV1.kernel + x] = images[base + imageY * IMAGE_SIDE + imageX]! / 255;
    }
  }
  target[at + PATCH_BIAS] = 1;
}
