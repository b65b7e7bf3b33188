// NumPy's .npy: magic, version, a header that is a Python dictionary in text, then the elements without gaps.
// https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html. The files come from strangers.
// Runs in browsers and Node.

import { TabloomError } from './errors.ts';
import type { DType } from './program.ts';
import { BYTES_PER_ELEMENT, elementCount, type Tensor } from './tensor.ts';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const VERSION_BYTES = 2;
const ALIGNMENT_BYTES = 64;
/** NumPy's own stays under 10,000 unless it describes records. */
const MAX_HEADER_BYTES = 65_536;

/** Little-endian where there is an order; NumPy writes `|` where there is none. */
const DESCR_OF_DTYPE: Record<DType, string> = {
  float64: '<f8',
  float32: '<f4',
  float16: '<f2',
  int64: '<i8',
  int32: '<i4',
  int8: '|i1',
  uint8: '|u1',
  bool: '|b1',
};
const DTYPE_OF_DESCR = new Map(
  Object.entries(DESCR_OF_DTYPE).map(([dtype, descr]) => [descr, dtype as DType]),
);

const unfit = (message: string): TabloomError => new TabloomError('inputs_unfit', message);

export function isNpy(bytes: Uint8Array): boolean {
  return bytes.length >= MAGIC.length && MAGIC.every((byte, index) => bytes[index] === byte);
}

/**
 * The one tensor of the file, its `bytes` a view of the file's. Versions 1.0 to 3.0. `inputs_unfit` for
 * Fortran order, big-endian elements, and types that are no DType (objects, records and texts among them).
 */
export function decodeNpy(bytes: Uint8Array): Tensor {
  if (!isNpy(bytes)) throw unfit('The file is no .npy: it does not begin with the magic of NumPy.');
  const { header, dataStart } = readHeader(bytes);
  const dtype = readDtype(header);
  if (readField(header, 'fortran_order', 'True|False') === 'True') {
    throw unfit('The .npy is in Fortran order. Save it with np.save(path, np.ascontiguousarray(array)).');
  }
  const shape = readShape(header);
  const data = bytes.subarray(dataStart);
  const wantedBytes = elementCount(shape) * BYTES_PER_ELEMENT[dtype];
  if (data.length !== wantedBytes) {
    throw unfit(`The .npy says ${dtype} [${shape.join(', ')}]: ${wantedBytes} bytes, not ${data.length}.`);
  }
  return { dtype, shape, bytes: data };
}

function readHeader(bytes: Uint8Array): { header: string; dataStart: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const lengthAt = MAGIC.length + VERSION_BYTES;
  const major = bytes[MAGIC.length] ?? 0;
  const lengthBytes = major === 1 ? 2 : 4;
  const headerAt = lengthAt + lengthBytes;
  if (bytes.length < headerAt) throw unfit('The .npy is truncated: it ends before its header.');
  if (major < 1 || major > 3) throw unfit(`The .npy has version ${major}; 1 to 3 can be read.`);
  const length = major === 1 ? view.getUint16(lengthAt, true) : view.getUint32(lengthAt, true);
  const dataStart = headerAt + length;
  if (length > MAX_HEADER_BYTES) throw unfit(`The header of the .npy is too long: ${length} bytes.`);
  if (dataStart > bytes.length) throw unfit('The .npy is truncated: it ends inside its header.');
  const header = new TextDecoder(major === 3 ? 'utf-8' : 'latin1').decode(
    bytes.subarray(headerAt, dataStart),
  );
  return { header, dataStart };
}

function readDtype(header: string): DType {
  const descr = readField(header, 'descr', `'[^']*'|"[^"]*"|\\[`);
  if (descr === '[') throw unfit('The .npy holds records. Save one array of numbers.');
  const text = descr.slice(1, -1);
  const dtype = DTYPE_OF_DESCR.get(text);
  if (dtype) return dtype;
  if (text.startsWith('>')) {
    throw unfit(
      `The .npy is big-endian (${text}). Save it with array.astype(array.dtype.newbyteorder('<')).`,
    );
  }
  throw unfit(
    `The .npy has elements of type ${JSON.stringify(text)}; they have to be one of ${Object.keys(DESCR_OF_DTYPE).join(', ')}.`,
  );
}

/** Files of Python 2 write sizes as `3L`. */
function readShape(header: string): number[] {
  const text = readField(header, 'shape', '\\([^()]*\\)');
  const sizes = text.slice(1, -1).replace(/,\s*$/, '').split(',');
  const isScalar = sizes.length === 1 && sizes[0]!.trim() === '';
  const shape = isScalar
    ? []
    : sizes.map((size) => (/^\s*\d+L?\s*$/.test(size) ? Number.parseInt(size, 10) : -1));
  if (!shape.every((size) => Number.isSafeInteger(size) && size >= 0)) {
    throw unfit(`The .npy has an impossible shape ${text.slice(0, 100)}.`);
  }
  return shape;
}

function readField(header: string, name: string, pattern: string): string {
  const found = new RegExp(`['"]${name}['"]\\s*:\\s*(${pattern})`).exec(header)?.[1];
  if (found === undefined) throw unfit(`The header of the .npy has no valid "${name}".`);
  return found;
}

/** Version 1.0, as np.save writes it. `inputs_unfit` when the bytes do not fit the shape. */
export function encodeNpy({ dtype, shape, bytes }: Tensor): Uint8Array<ArrayBuffer> {
  const wantedBytes = elementCount(shape) * BYTES_PER_ELEMENT[dtype];
  if (bytes.length !== wantedBytes) {
    throw unfit(`${dtype} [${shape.join(', ')}] takes ${wantedBytes} bytes, not ${bytes.length}.`);
  }
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const header = `{'descr': '${DESCR_OF_DTYPE[dtype]}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const headerAt = MAGIC.length + VERSION_BYTES + 2;
  const dataStart = Math.ceil((headerAt + header.length + 1) / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
  const file = new Uint8Array(dataStart + bytes.length);
  file.set([...MAGIC, 1, 0]);
  new DataView(file.buffer).setUint16(headerAt - 2, dataStart - headerAt, true);
  file.set(new TextEncoder().encode(`${header.padEnd(dataStart - headerAt - 1)}\n`), headerAt);
  file.set(bytes, dataStart);
  return file;
}
