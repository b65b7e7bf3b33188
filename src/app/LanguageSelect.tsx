// The languages, each under its own name. A change takes effect at once, without a reload.

import { chooseLanguage } from './language.ts';
import { language, LANGUAGES, type Language } from './locale.ts';
import { shell } from './words.ts';

export function LanguageSelect() {
  const choose = async (select: HTMLSelectElement) => {
    try {
      await chooseLanguage(select.value as Language);
      // On a page the choice is made anew with the page: the keyboard goes on there.
      requestAnimationFrame(() => {
        if (!select.isConnected) document.querySelector<HTMLElement>('main .language select')?.focus();
      });
    } catch {
      // It did not load; the page goes on in the language that it has.
      select.value = language.value;
    }
  };
  return (
    <label class="language">
      <span class="unseen">{shell.language}</span>
      <select value={language.value} onChange={(event) => void choose(event.currentTarget)}>
        {Object.entries(LANGUAGES).map(([key, { name }]) => (
          <option key={key} value={key} lang={key}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
