// Operators that make tensors out of attributes and shapes.

import { elementCount } from '../../../protocol/tensor.ts';
import { intAttribute, intsAttribute } from '../attributes.ts';
import { elementTypeOf } from '../elementTypes.ts';
import { tensorFact } from '../fact.ts';
import { nodeLabel } from '../model.ts';
import { readConstant, readConstantAttribute } from '../readConstant.ts';
import { unfit, type Rule } from '../rule.ts';

const constant: Rule = ({ node }) =>
  [...node.attributes.values()].map((attribute) => readConstantAttribute(attribute, nodeLabel(node)));

const constantOfShape: Rule = ({ node, inputs: [sizes] }) => {
  if (!sizes?.values) return undefined;
  const shape = sizes.values;
  const tensor = node.attributes.get('value')?.t;
  const fill = tensor ? readConstant(tensor, nodeLabel(node)) : undefined;
  const element = fill ? fill.values?.[0] : 0;
  return [
    tensorFact(fill?.dtype ?? 'float32', shape, () =>
      element === undefined ? undefined : Array.from<number>({ length: elementCount(shape) }).fill(element),
    ),
  ];
};

const range: Rule = ({ node, inputs: [start, limit, delta] }) => {
  const [first, end, step] = [start?.values?.[0], limit?.values?.[0], delta?.values?.[0]];
  if (first === undefined || end === undefined || step === undefined) return undefined;
  if (step === 0) throw unfit(node, 'its step is 0.');
  const length = Math.max(0, Math.ceil((end - first) / step));
  return [tensorFact(start?.dtype, [length], () => Array.from({ length }, (_, n) => first + n * step))];
};

const shape: Rule = ({ node, inputs: [x] }) => {
  const sizes = x?.shape?.slice(intAttribute(node, 'start') ?? 0, intAttribute(node, 'end'));
  return sizes && [tensorFact('int64', [sizes.length], () => sizes)];
};

const size: Rule = ({ inputs: [x] }) => {
  const { shape: sizes } = x ?? {};
  return sizes && [tensorFact('int64', [], () => [elementCount(sizes)])];
};

const random: Rule = ({ node }) => {
  const sizes = intsAttribute(node, 'shape');
  return sizes && [tensorFact(elementTypeOf(intAttribute(node, 'dtype') ?? 1), sizes)];
};

const multinomial: Rule = ({ node, inputs: [x] }) =>
  x?.shape && [
    tensorFact(elementTypeOf(intAttribute(node, 'dtype') ?? 6), [
      x.shape[0] ?? 1,
      intAttribute(node, 'sample_size') ?? 1,
    ]),
  ];

export const generateRules: Record<string, Rule> = {
  Constant: constant,
  ConstantOfShape: constantOfShape,
  Range: range,
  Shape: shape,
  Size: size,
  RandomNormal: random,
  RandomUniform: random,
  Multinomial: multinomial,
};
