// The languages of the pages, and the one that is spoken. A further one needs an entry here, its words in words/ and
// its line in words.ts.

import { signal } from '@preact/signals';

/** What each calls itself, and whose numbers and dates it writes (a BCP 47 tag). */
export const LANGUAGES = {
  en: { name: 'English', locale: 'en-GB' },
  de: { name: 'Deutsch', locale: 'de-DE' },
  es: { name: 'Español', locale: 'es-ES' },
} as const;

export type Language = keyof typeof LANGUAGES;

/** Set by `speak` in words.ts, after the words are there. */
export const language = signal<Language>('en');

export function currentLocale(): string {
  return LANGUAGES[language.value].locale;
}

export function isLanguage(value: unknown): value is Language {
  return typeof value === 'string' && Object.hasOwn(LANGUAGES, value);
}

/** The first of the wanted BCP 47 tags that is spoken here in any of its regions, else English. */
export function matchLanguage(tags: readonly string[]): Language {
  const spoken = tags.map((tag) => tag.toLowerCase().split('-')[0]).find(isLanguage);
  return spoken ?? 'en';
}
