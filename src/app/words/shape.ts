// What a language has to say: the English words, with any text in the place of each text. A string that is missing in
// another language, or that English does not have, is a type error there.

import type { en } from './en.ts';

/** Literal texts become `string`; what a function takes stays as it is. */
type AnyText<T> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { readonly [Key in keyof T]: AnyText<T[Key]> };

export type Words = AnyText<typeof en>;
