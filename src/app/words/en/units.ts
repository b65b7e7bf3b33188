// What is counted, and lengths of time.

import type { Piece } from '../../../volunteer/core/events.ts';
import type { Unit } from '../unit.ts';

/** A count, already formatted as `text`, with its noun: one form for 1, another for all else. */
export const counted = (count: number, text: string, one: string, many: string) =>
  `${text} ${count === 1 ? one : many}`;

export const units = {
  line: { one: 'line', many: 'lines', doing: 'reading' },
  digit: { one: 'digit', many: 'digits', doing: 'reading' },
  image: { one: 'image', many: 'images', doing: 'looking at' },
  row: { one: 'answer', many: 'answers', doing: 'working on' },
} satisfies Record<Unit, { one: string; many: string; doing: string }>;

export const durations = {
  second: (text: string, count: number) => counted(count, text, 'second', 'seconds'),
  minute: (text: string, count: number) => counted(count, text, 'minute', 'minutes'),
  hour: (text: string, count: number) => counted(count, text, 'hour', 'hours'),
  day: (text: string, count: number) => counted(count, text, 'day', 'days'),
  instant: 'less than a tenth of a second',
};

/** What is being downloaded. */
export const downloads = {
  model: (project: string) => `the model of ${project}`,
  data: (project: string) => `the data of ${project}`,
  alphabet: (project: string) => `the alphabet of ${project}`,
} satisfies Record<Piece['kind'], (project: string) => string>;
