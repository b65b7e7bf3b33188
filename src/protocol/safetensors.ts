// safetensors: 8 bytes of header length (little-endian), a JSON header, then the tensors' bytes without gaps.
// https://github.com/huggingface/safetensors#format. The files come from strangers, so every number is
// checked before it is used. Runs in browsers and Node.

import { TabloomError } from './errors.ts';
import type { DType } from './program.ts';
import { BYTES_PER_ELEMENT, elementCount, type Tensor } from './tensor.ts';

const LENGTH_BYTES = 8;
const ALIGNMENT_BYTES = 8;
/** The reference implementation's own limit. */
const MAX_HEADER_BYTES = 100_000_000;
const METADATA_KEY = '__metadata__';
const OPENING_BRACE = 0x7b;
const SPACE = 0x20;

const FILE_NAME_OF_DTYPE: Record<DType, string> = {
  float64: 'F64',
  float32: 'F32',
  float16: 'F16',
  int64: 'I64',
  int32: 'I32',
  int8: 'I8',
  uint8: 'U8',
  bool: 'BOOL',
};
const DTYPE_OF_FILE_NAME = new Map(
  Object.entries(FILE_NAME_OF_DTYPE).map(([dtype, fileName]) => [fileName, dtype as DType]),
);

const unfit = (message: string, cause?: unknown): TabloomError =>
  new TabloomError('inputs_unfit', message, { cause });

/**
 * The same tensors and metadata give the same bytes, whatever the order of their keys: tensors are laid out by
 * falling element size, then by name, which also aligns each to its element size. `inputs_unfit` when a
 * tensor's bytes do not fit its shape, or its name is the reserved one.
 */
export function encodeSafetensors(
  tensors: Record<string, Tensor>,
  metadata?: Record<string, string>,
): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(tensors).sort(
    ([name, { dtype }], [otherName, other]) =>
      BYTES_PER_ELEMENT[other.dtype] - BYTES_PER_ELEMENT[dtype] || (name < otherName ? -1 : 1),
  );
  const header: [string, unknown][] = [];
  if (metadata) header.push([METADATA_KEY, Object.fromEntries(Object.entries(metadata).sort(byName))]);
  let dataBytes = 0;
  for (const [name, { dtype, shape, bytes }] of entries) {
    if (name === METADATA_KEY) throw unfit(`A tensor cannot be named ${METADATA_KEY}.`);
    if (!isSizes(shape)) throw unfit(`Tensor "${name}": the shape is not a list of sizes.`);
    checkByteLength(name, dtype, shape, bytes.length);
    const end = dataBytes + bytes.length;
    header.push([name, { dtype: FILE_NAME_OF_DTYPE[dtype], shape, data_offsets: [dataBytes, end] }]);
    dataBytes = end;
  }

  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const headerBytes = Math.ceil(json.length / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
  const file = new Uint8Array(LENGTH_BYTES + headerBytes + dataBytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerBytes), true);
  file.set(json, LENGTH_BYTES);
  file.fill(SPACE, LENGTH_BYTES + json.length, LENGTH_BYTES + headerBytes);
  let offset = LENGTH_BYTES + headerBytes;
  for (const [, { bytes }] of entries) {
    file.set(bytes, offset);
    offset += bytes.length;
  }
  return file;
}

const byName = ([name]: [string, unknown], [otherName]: [string, unknown]): number =>
  name < otherName ? -1 : 1;

/**
 * Tensors whose `bytes` are views of the file's, not copies, at whatever alignment the file gives them.
 * Metadata is left out. `inputs_unfit` for anything that the format does not allow, gaps included.
 */
export function decodeSafetensors(bytes: Uint8Array): Record<string, Tensor> {
  const headerBytes = readHeaderLength(bytes);
  const dataStart = LENGTH_BYTES + headerBytes;
  const header = parseHeader(bytes.subarray(LENGTH_BYTES, dataStart));
  const data = bytes.subarray(dataStart);

  const spans: Span[] = [];
  const tensors: [string, Tensor][] = [];
  for (const [name, entry] of Object.entries(header)) {
    if (name === METADATA_KEY) {
      checkMetadata(entry);
      continue;
    }
    const { dtype, shape, begin, end } = readEntry(name, entry, data.length);
    spans.push({ name, begin, end });
    tensors.push([name, { dtype, shape, bytes: data.subarray(begin, end) }]);
  }
  checkCoverage(spans, data.length);
  // Not by assignment: a tensor may be named __proto__.
  return Object.fromEntries(tensors);
}

function readHeaderLength(bytes: Uint8Array): number {
  if (bytes.length < LENGTH_BYTES) {
    throw unfit(`The safetensors file is truncated: ${bytes.length} bytes, before the header's length ends.`);
  }
  const headerBytes = new DataView(bytes.buffer, bytes.byteOffset, LENGTH_BYTES).getBigUint64(0, true);
  if (headerBytes > MAX_HEADER_BYTES) {
    throw unfit(`The safetensors header is too large: ${headerBytes} bytes, at most ${MAX_HEADER_BYTES}.`);
  }
  if (LENGTH_BYTES + Number(headerBytes) > bytes.length) {
    throw unfit(
      `The safetensors file is truncated: its header takes ${headerBytes} bytes, ${bytes.length - LENGTH_BYTES} follow.`,
    );
  }
  return Number(headerBytes);
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  if (bytes[0] !== OPENING_BRACE) throw unfit('The safetensors header does not begin with "{".');
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw unfit('The safetensors header is not JSON in UTF-8.', error);
  }
  // What begins with a brace and parses is an object.
  return header as Record<string, unknown>;
}

function checkMetadata(metadata: unknown): void {
  const isTextMap = isObject(metadata) && Object.values(metadata).every((value) => typeof value === 'string');
  if (!isTextMap) throw unfit(`The safetensors ${METADATA_KEY} is not a map from text to text.`);
}

type Span = { name: string; begin: number; end: number };

function readEntry(
  name: string,
  entry: unknown,
  dataBytes: number,
): { dtype: DType; shape: number[]; begin: number; end: number } {
  if (!isObject(entry)) throw unfit(`Tensor "${name}": its header entry is not an object.`);
  const { dtype: fileName, shape, data_offsets: offsets } = entry;
  const dtype = DTYPE_OF_FILE_NAME.get(fileName as string);
  if (dtype === undefined) throw unfit(`Tensor "${name}": unknown dtype ${JSON.stringify(fileName)}.`);
  if (!isSizes(shape)) throw unfit(`Tensor "${name}": the shape is not a list of sizes.`);
  if (!isSizes(offsets) || offsets.length !== 2) {
    throw unfit(`Tensor "${name}": data_offsets is not a pair of positions.`);
  }
  const [begin, end] = offsets as [number, number];
  if (begin > end || end > dataBytes) {
    throw unfit(`Tensor "${name}": offsets ${begin} to ${end} leave the ${dataBytes} bytes of data.`);
  }
  checkByteLength(name, dtype, shape, end - begin);
  return { dtype, shape, begin, end };
}

function checkByteLength(name: string, dtype: DType, shape: readonly number[], sizeBytes: number): void {
  const wantedBytes = elementCount(shape) * BYTES_PER_ELEMENT[dtype];
  if (wantedBytes !== sizeBytes) {
    throw unfit(
      `Tensor "${name}": ${dtype} [${shape.join(', ')}] takes ${wantedBytes} bytes, not ${sizeBytes}.`,
    );
  }
}

/** The format wants the data covered once from end to end. */
function checkCoverage(spans: Span[], dataBytes: number): void {
  let covered = 0;
  for (const { name, begin, end } of spans.sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin < covered) throw unfit(`Tensor "${name}" overlaps the tensor before it.`);
    if (begin > covered) throw unfit(`There is a gap before tensor "${name}".`);
    covered = end;
  }
  if (covered < dataBytes) throw unfit(`${dataBytes - covered} bytes at the end belong to no tensor.`);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSizes = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
