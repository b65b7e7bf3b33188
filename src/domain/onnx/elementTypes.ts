// ONNX element types: their numbers in the file, their names here. Where a type is also a DType, the name is the same.
// Source: TensorProto.DataType in onnx.proto.

const NAMES = {
  1: 'float32',
  2: 'uint8',
  3: 'int8',
  4: 'uint16',
  5: 'int16',
  6: 'int32',
  7: 'int64',
  8: 'string',
  9: 'bool',
  10: 'float16',
  11: 'float64',
  12: 'uint32',
  13: 'uint64',
  14: 'complex64',
  15: 'complex128',
  16: 'bfloat16',
  17: 'float8e4m3fn',
  18: 'float8e4m3fnuz',
  19: 'float8e5m2',
  20: 'float8e5m2fnuz',
  21: 'uint4',
  22: 'int4',
  23: 'float4e2m1',
  24: 'float8e8m0',
  25: 'uint2',
  26: 'int2',
} as const;

export type ElementType = (typeof NAMES)[keyof typeof NAMES];

/** Undefined for 0 (the file leaves the type out) and for numbers that this version does not know. */
export function elementTypeOf(number: number): ElementType | undefined {
  return Object.hasOwn(NAMES, number) ? NAMES[number as keyof typeof NAMES] : undefined;
}

/** True where arithmetic keeps whole numbers. */
export function isInteger(type: ElementType | undefined): boolean {
  return type !== undefined && /^u?int\d+$/.test(type);
}
