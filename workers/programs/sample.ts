// The latest row as a page draws it: its image in grey bytes, and what came out of it as a text.

import type { Sample } from '../api.ts';
import { sliceRows } from './bindInputs.ts';
import type { Batch } from './batches.ts';
import { argmax, numbersOf } from './numbers.ts';
import type { Part } from './parts.ts';

/** The last row of a batch; what cannot be drawn is left out. */
export function sampleOf(
  { shard, end }: Batch,
  names: { image?: string; output?: string },
  parts: Readonly<Record<string, Part>>,
): Sample {
  const image =
    names.image !== undefined && Object.hasOwn(shard.tensors, names.image)
      ? greyImage(sliceRows(shard, names.image, end - 1, end))
      : undefined;
  const part =
    names.output !== undefined && Object.hasOwn(parts, names.output) ? parts[names.output] : undefined;
  return { ...(image ? { image } : {}), ...(part ? { output: lastRowText(part) } : {}) };
}

/** Of a row [height, width] or [1, height, width] of bytes. */
function greyImage({ dtype, shape, bytes }: ReturnType<typeof sliceRows>): Sample['image'] {
  const [height, width] = shape.slice(-2);
  const isImage = shape.length >= 3 && dtype === 'uint8' && bytes.length === (height ?? 0) * (width ?? 0);
  return isImage && height && width ? { width, height, pixels: bytes } : undefined;
}

/** A text as it is, a vector as the index of its largest value. */
function lastRowText(part: Part): string {
  if (Array.isArray(part)) return part.at(-1) ?? '';
  const numbers = numbersOf(part);
  const rowElements = numbers.length / (part.shape[0] ?? 1);
  return String(argmax(numbers, numbers.length - rowElements, numbers.length));
}
