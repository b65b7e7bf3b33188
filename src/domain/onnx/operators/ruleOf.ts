// The shape rule of each of ONNX's own operators that the count follows.
// Source of all rules: Operators.md and Changelog.md of github.com/onnx/onnx.

import type { OnnxNode } from '../model.ts';
import type { Rule } from '../rule.ts';
import { arithmeticRules } from './arithmetic.ts';
import { convolutionRules } from './convolution.ts';
import { extentRules } from './extent.ts';
import { generateRules } from './generate.ts';
import { layoutRules } from './layout.ts';
import { matrixRules } from './matrix.ts';
import { reduceRules } from './reduce.ts';
import { resizeRules } from './resize.ts';
import { selectRules } from './select.ts';
import { unaryRules } from './unary.ts';

const RULES: ReadonlyMap<string, Rule> = new Map(
  Object.entries({
    ...arithmeticRules,
    ...convolutionRules,
    ...extentRules,
    ...generateRules,
    ...layoutRules,
    ...matrixRules,
    ...reduceRules,
    ...resizeRules,
    ...selectRules,
    ...unaryRules,
  }),
);

/** Undefined for operators of other domains and for those whose result depends on the elements of data. */
export function ruleOf(node: OnnxNode): Rule | undefined {
  return node.domain === '' ? RULES.get(node.opType) : undefined;
}
