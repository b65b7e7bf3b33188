// The fold of a line of text.

import { expect, it } from 'vitest';
import { foldColumn } from './fold.ts';

it('falls into the widest gap near the middle', () => {
  const [width, height] = [200, 10];
  const pixels = new Uint8Array(width * height).fill(30);
  const clear = (from: number, to: number) => {
    for (let y = 0; y < height; y++) pixels.fill(220, y * width + from, y * width + to);
  };
  clear(90, 92);
  clear(108, 118);
  clear(10, 60);
  const at = foldColumn(pixels, width, height);
  expect(at).toBeGreaterThanOrEqual(108);
  expect(at).toBeLessThanOrEqual(118);
});
