// The 10,000 MNIST test images as shards, with their labels as the truth that volunteers never see.

import { encodeSafetensors } from '../../protocol/safetensors.ts';
import { IMAGE_PIXELS, IMAGE_SIDE, readDigits } from './idx.ts';

export type DigitShard = {
  /** safetensors with one tensor: `images` uint8 [rows, 1, 28, 28], ink 255 on paper 0. */
  bytes: Uint8Array<ArrayBuffer>;
  rows: number;
  /** The digit of each row. */
  truth: number[];
};

/** In the data set's order; the last shard may have fewer rows. */
export async function* digitShards(rowsPerShard = 1000): AsyncGenerator<DigitShard> {
  const { count, images, labels } = await readDigits('test');
  for (let start = 0; start < count; start += rowsPerShard) {
    const end = Math.min(start + rowsPerShard, count);
    const rows = end - start;
    const bytes = encodeSafetensors({
      images: {
        dtype: 'uint8',
        shape: [rows, 1, IMAGE_SIDE, IMAGE_SIDE],
        bytes: images.subarray(start * IMAGE_PIXELS, end * IMAGE_PIXELS),
      },
    });
    yield { bytes, rows, truth: [...labels.subarray(start, end)] };
  }
}
