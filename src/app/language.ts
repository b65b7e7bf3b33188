// Which language this person reads: the one they chose here, else the first of the browser's that is spoken here.

import { isLanguage, matchLanguage, type Language } from './locale.ts';
import { speak } from './words.ts';

const KEY = 'tabloom.language';

/** Before the first render. English is there already; where another one does not load, English it is. */
export async function speakAtLoad(): Promise<void> {
  const language = recall() ?? matchLanguage(navigator.languages);
  if (language !== 'en') await speak(language).catch(() => undefined);
}

/** From now on, and at the next visits. Throws where the language does not load. */
export async function chooseLanguage(language: Language): Promise<void> {
  await speak(language);
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // The browser keeps nothing: it holds for this visit.
  }
}

function recall(): Language | undefined {
  try {
    const kept = localStorage.getItem(KEY);
    return isLanguage(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}
