// Operators whose first output has the shape of the first input. A few follow the elements of small tensors.

import { intAttribute } from '../attributes.ts';
import { resolveAxis } from '../axes.ts';
import { elementTypeOf, isInteger, type ElementType } from '../elementTypes.ts';
import { tensorFact } from '../fact.ts';
import { roundingOf } from './arithmetic.ts';
import type { Rule } from '../rule.ts';

const sameShape: Rule = ({ inputs: [x] }) => x?.shape && [tensorFact(x.dtype, x.shape)];

const ofType =
  (dtype: ElementType): Rule =>
  ({ inputs: [x] }) =>
    x?.shape && [tensorFact(dtype, x.shape)];

const followed =
  (compute: (value: number) => number): Rule =>
  ({ inputs: [x] }) =>
    x?.shape && [tensorFact(x.dtype, x.shape, () => x.values?.map(compute).map(roundingOf(x.dtype)))];

const cast: Rule = ({ node, inputs: [x, like] }) => {
  if (!x?.shape) return undefined;
  const dtype = node.opType === 'CastLike' ? like?.dtype : elementTypeOf(intAttribute(node, 'to') ?? 0);
  const convert =
    dtype === 'bool'
      ? (value: number) => (value === 0 ? 0 : 1)
      : isInteger(dtype)
        ? Math.trunc
        : roundingOf(dtype);
  return [tensorFact(dtype, x.shape, () => (dtype ? x.values?.map(convert) : undefined))];
};

/** Second output: the mask. */
const dropout: Rule = ({ inputs: [x], opset }) =>
  x?.shape && [
    tensorFact(x.dtype, x.shape, () => x.values),
    tensorFact(opset < 10 ? x.dtype : 'bool', x.shape),
  ];

/** Further outputs (training only): one number per channel. */
const batchNormalization: Rule = ({ inputs: [x, scale] }) => {
  if (!x?.shape) return undefined;
  const perChannel = tensorFact(scale?.dtype, scale?.shape ?? [x.shape[1] ?? 1]);
  return [tensorFact(x.dtype, x.shape), perChannel, perChannel, perChannel, perChannel];
};

/** Further outputs: mean and inverse deviation over the normalized axes. */
const layerNormalization: Rule = ({ node, inputs: [x] }) => {
  if (!x?.shape) return undefined;
  const axis = resolveAxis(node, intAttribute(node, 'axis') ?? -1, x.shape.length);
  const statistic = tensorFact(
    'float32',
    x.shape.map((size, n) => (n < axis ? size : 1)),
  );
  return [tensorFact(x.dtype, x.shape), statistic, statistic];
};

const quantize: Rule = ({ node, inputs: [x, , zeroPoint] }) =>
  x?.shape && [
    tensorFact(zeroPoint?.dtype ?? elementTypeOf(intAttribute(node, 'output_dtype') ?? 2), x.shape),
  ];

const dequantize: Rule = ({ inputs: [x, scale] }) => x?.shape && [tensorFact(scale?.dtype, x.shape)];

const dynamicQuantize: Rule = ({ inputs: [x] }) =>
  x?.shape && [tensorFact('uint8', x.shape), tensorFact('float32', []), tensorFact('uint8', [])];

const like: Rule = ({ node, inputs: [x] }) =>
  x?.shape && [tensorFact(elementTypeOf(intAttribute(node, 'dtype') ?? 0) ?? x.dtype, x.shape)];

const UNFOLLOWED = `
  Acos Acosh Asin Asinh Atan Atanh Cos Cosh Sin Sinh Tan Tanh Exp Log Erf Reciprocal Sign BitwiseNot
  Relu LeakyRelu Elu Selu Celu Gelu Mish Swish HardSwish Sigmoid HardSigmoid Softplus Softsign ThresholdedRelu Shrink
  Clip Softmax LogSoftmax Hardmax InstanceNormalization GroupNormalization RMSNormalization LpNormalization
  MeanVarianceNormalization LRN CumSum Trilu ReverseSequence Scatter ScatterElements ScatterND`;

export const unaryRules: Record<string, Rule> = {
  ...Object.fromEntries(
    UNFOLLOWED.trim()
      .split(/\s+/)
      .map((opType) => [opType, sameShape]),
  ),
  Identity: followed((value) => value),
  Abs: followed(Math.abs),
  Neg: followed((value) => -value),
  Ceil: followed(Math.ceil),
  Floor: followed(Math.floor),
  Round: followed(roundHalfToEven),
  Sqrt: followed(Math.sqrt),
  Not: followed((value) => (value === 0 ? 1 : 0)),
  IsNaN: ofType('bool'),
  IsInf: ofType('bool'),
  Cast: cast,
  CastLike: cast,
  Dropout: dropout,
  BatchNormalization: batchNormalization,
  LayerNormalization: layerNormalization,
  QuantizeLinear: quantize,
  DequantizeLinear: dequantize,
  DynamicQuantizeLinear: dynamicQuantize,
  RandomNormalLike: like,
  RandomUniformLike: like,
  Bernoulli: like,
  EyeLike: like,
};

function roundHalfToEven(value: number): number {
  const below = Math.floor(value);
  const isHalf = value - below === 0.5;
  return isHalf ? below + (Math.abs(below) % 2) : Math.round(value);
}
