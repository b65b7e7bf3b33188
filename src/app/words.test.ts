// Every language says everything, and a change of language reaches the words, the numbers and the dates.

import { afterEach, describe, expect, it } from 'vitest';
import { formatCount, formatCredits, formatDay, formatMegabytes, formatShare } from './format.ts';
import { language, LANGUAGES, matchLanguage, type Language } from './locale.ts';
import { countUnits, durationWords, rateWords } from './sentences.ts';
import * as words from './words.ts';
import { de } from './words/de.ts';
import { en } from './words/en.ts';
import { es } from './words/es.ts';
import type { Words } from './words/shape.ts';

const ALL: Record<Language, Words> = { en, de, es };

const GIVEN = ['<1>', '<2>', '<3>', '<4>', '<5>'];

/** Every string and every sentence, by its place; sentences are said with marks for values. */
function textsOf(value: unknown, place = ''): [place: string, text: unknown][] {
  if (typeof value === 'function') {
    const given = GIVEN.slice(0, value.length);
    return [[place, (value as (...given: string[]) => unknown)(...given)]];
  }
  if (typeof value !== 'object' || value === null) return [[place, value]];
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, `${place}.${key}`));
}

afterEach(() => words.speak('en'));

describe.each(Object.entries(ALL))('%s', (_, spoken) => {
  const texts = textsOf(spoken);

  it('has every text of English and no other, and none is empty', () => {
    expect(texts.map(([place]) => place)).toEqual(textsOf(en).map(([place]) => place));
    for (const [place, text] of texts) {
      expect(text, place).toBeTypeOf('string');
      expect(String(text).trim(), place).not.toBe('');
    }
  });

  it('says every value that English says, and stays calm', () => {
    const english = new Map(textsOf(en));
    for (const [place, text] of texts) {
      const said = (text: unknown) => GIVEN.filter((mark) => String(text).includes(mark));
      expect(said(text), place).toEqual(said(english.get(place)));
      expect(text, place).not.toMatch(/undefined|NaN|[!\u00a1]/);
    }
  });
});

it.each(Object.keys(LANGUAGES) as Language[])('speaks %s in every section', async (next) => {
  await words.speak(next);
  const sections: Record<string, unknown> = words;
  for (const [name, section] of Object.entries(ALL[next])) expect(sections[name], name).toBe(section);
  expect(language.value).toBe(next);
});

it('writes numbers, amounts and dates as the language does', async () => {
  const day = new Date(2026, 10, 23, 12);
  const write = () => [formatCount(1_234_567), formatCredits('12345678'), formatMegabytes(1_234_500_000)];
  expect(write()).toEqual(['1,234,567', '12.34', '1,234.5']);
  await words.speak('de');
  expect(write()).toEqual(['1.234.567', '12,34', '1.234,5']);
  expect(formatShare(20_431, 562_340)).toBe('3,6 %');
  expect(formatDay(day)).toBe('Montag, 23. November');
  expect(durationWords(5400)).toBe('1,5 Stunden');
  expect(rateWords(254.3, 'digit')).toBe('254 Ziffern pro Sekunde');
  await words.speak('es');
  expect(write()).toEqual(['1.234.567', '12,34', '1234,5']);
  expect(formatDay(day)).toBe('lunes, 23 de noviembre');
  expect([countUnits(1, 'line'), countUnits(2, 'line')]).toEqual(['1 línea', '2 líneas']);
});

it.each([
  ['en', '1 of these 8 stitches is yours.', '2 of these 8 stitches are yours.'],
  ['de', '1 dieser 8 Stiche ist von dir.', '2 dieser 8 Stiche sind von dir.'],
  ['es', 'De estas 8 puntadas, 1 es obra tuya.', 'De estas 8 puntadas, 2 son obra tuya.'],
] as const)('tells one stitch from several in %s', (spoken, one, two) => {
  const { headingMine } = ALL[spoken].cloth;
  expect([headingMine(1, '1', '8'), headingMine(2, '2', '8')]).toEqual([one, two]);
});

it('speaks the language that was asked for last', async () => {
  await Promise.all([words.speak('de'), words.speak('es'), words.speak('en')]);
  expect(language.value).toBe('en');
  expect(words.shell).toBe(en.shell);
});

it('has words for an error whatever its code', async () => {
  expect(words.errorWords('token_expired')).toBe(en.errors.signIn);
  expect(words.errorWords('constructor')).toBe(en.errors.elsewhere);
  await words.speak('de');
  expect(words.errorWords('storage_full')).toBe(de.errors.storage_full);
  expect(words.errorWords('token_expired')).toBe(de.errors.signIn);
  expect(words.errorWords('of a newer server')).toBe(de.errors.elsewhere);
});

it.each([
  [['de-AT', 'en'], 'de'],
  [['fr-FR', 'es-419', 'de'], 'es'],
  [['EN-us', 'de'], 'en'],
  [['ja', 'fr'], 'en'],
  [['constructor'], 'en'],
  [[], 'en'],
])('for %j it chooses %s', (tags, chosen) => {
  expect(matchLanguage(tags)).toBe(chosen);
});
