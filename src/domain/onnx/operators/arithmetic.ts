// Element-wise operators with broadcasting. They follow the elements of small tensors, because exporters compute
// shapes with them.

import { intAttribute } from '../attributes.ts';
import { broadcastShapes, broadcastValues, type SmallTensor } from '../broadcast.ts';
import { isInteger, type ElementType } from '../elementTypes.ts';
import { tensorFact, type Fact } from '../fact.ts';
import type { OpCall, Rule } from '../rule.ts';

type Combine = (...elements: number[]) => number;

/** The result has the type of operand `typeOf`, or `dtype`; `combine` is undefined where elements are not followed. */
function broadcasting(
  combine: ((call: OpCall, dtype: ElementType | undefined) => Combine) | undefined,
  { typeOf = 0, dtype }: { typeOf?: number; dtype?: ElementType } = {},
): Rule {
  return (call) => {
    const operands = call.inputs.filter((input) => input !== undefined);
    const type = dtype ?? operands[typeOf]?.dtype ?? operands[0]?.dtype;
    const shapes = operands.map(({ shape }) => shape).filter((shape) => shape !== undefined);
    if (shapes.length === 0 || shapes.length < operands.length) return undefined;
    // Before version 7, the second operand was fitted to the first by attributes.
    const shape = call.opset < 7 ? shapes[0]! : broadcastShapes(call.node, shapes);
    const follow = (): number[] | undefined => {
      if (!combine || call.opset < 7 || !operands.every(isSmall)) return undefined;
      return broadcastValues(shape, operands, combine(call, operands[0]!.dtype)).map(roundingOf(type));
    };
    return [tensorFact(type, shape, follow)];
  };
}

const isSmall = (fact: Fact): fact is Fact & SmallTensor => fact.values !== undefined;

/** float32 arithmetic rounds, and a floor may follow it. */
export function roundingOf(dtype: ElementType | undefined): (value: number) => number {
  return dtype === 'float32' ? Math.fround : (value) => value;
}

/** Whole numbers divide towards zero, as in ONNX Runtime. */
const divide = (_call: OpCall, dtype: ElementType | undefined): Combine =>
  isInteger(dtype) ? (a, b) => Math.trunc(a / b) : (a, b) => a / b;

/** Sign of the divisor as in Python, or with `fmod` of the dividend as in C. */
const modulo = ({ node }: OpCall): Combine =>
  intAttribute(node, 'fmod') === 1 ? (a, b) => a % b : (a, b) => a - b * Math.floor(a / b);

const always =
  (combine: Combine): (() => Combine) =>
  () =>
    combine;
const test = (holds: (a: number, b: number) => boolean): Rule =>
  broadcasting(
    always((a, b) => (holds(a, b) ? 1 : 0)),
    { dtype: 'bool' },
  );
const unfollowed = broadcasting(undefined);

export const arithmeticRules: Record<string, Rule> = {
  Add: broadcasting(always((a, b) => a + b)),
  Sub: broadcasting(always((a, b) => a - b)),
  Mul: broadcasting(always((a, b) => a * b)),
  Div: broadcasting(divide),
  Mod: broadcasting(modulo),
  Pow: broadcasting(always((a, b) => a ** b)),
  Max: broadcasting(always(Math.max)),
  Min: broadcasting(always(Math.min)),
  Sum: broadcasting(always((...elements) => elements.reduce((sum, element) => sum + element, 0))),
  Mean: unfollowed,
  PRelu: unfollowed,
  BitShift: unfollowed,
  BitwiseAnd: unfollowed,
  BitwiseOr: unfollowed,
  BitwiseXor: unfollowed,
  Equal: test((a, b) => a === b),
  Greater: test((a, b) => a > b),
  GreaterOrEqual: test((a, b) => a >= b),
  Less: test((a, b) => a < b),
  LessOrEqual: test((a, b) => a <= b),
  And: test((a, b) => a !== 0 && b !== 0),
  Or: test((a, b) => a !== 0 || b !== 0),
  Xor: test((a, b) => (a !== 0) !== (b !== 0)),
  Where: broadcasting(
    always((condition, a, b) => (condition === 0 ? b : a)),
    { typeOf: 1 },
  ),
};
