// The words of the pages in the language that is spoken now; the languages are in words/. English comes with the page,
// another one when it is wanted. The names change their value with the language: read them where they are shown
// (in a function), never keep one beyond that.

import type { ErrorCode } from '../protocol/errors.ts';
import { language, type Language } from './locale.ts';
import { en } from './words/en.ts';
import type { Words } from './words/shape.ts';

export let bench: Words['bench'] = en.bench;
export let cloth: Words['cloth'] = en.cloth;
export let counted: Words['counted'] = en.counted;
export let credit: Words['credit'] = en.credit;
export let credits: Words['credits'] = en.credits;
export let devices: Words['devices'] = en.devices;
export let downloads: Words['downloads'] = en.downloads;
export let durations: Words['durations'] = en.durations;
export let ease: Words['ease'] = en.ease;
export let errorDetails: Words['errorDetails'] = en.errorDetails;
export let errors: Words['errors'] = en.errors;
export let happened: Words['happened'] = en.happened;
export let invitation: Words['invitation'] = en.invitation;
export let notices: Words['notices'] = en.notices;
export let power: Words['power'] = en.power;
export let privacy: Words['privacy'] = en.privacy;
export let problems: Words['problems'] = en.problems;
export let project: Words['project'] = en.project;
export let settings: Words['settings'] = en.settings;
export let shell: Words['shell'] = en.shell;
export let status: Words['status'] = en.status;
export let units: Words['units'] = en.units;

function take(words: Words): void {
  ({ bench, cloth, counted, credit, credits, devices, downloads, durations, ease, errorDetails } = words);
  ({ errors, happened, invitation, notices, power, privacy, problems, project } = words);
  ({ settings, shell, status, units } = words);
}

let wanted: Language = 'en';

/**
 * Changes the language of the page. Throws where its words cannot be loaded, and then nothing has changed. Of several
 * calls at once the last one counts.
 */
export async function speak(next: Language): Promise<void> {
  wanted = next;
  const words = await load(next);
  if (wanted !== next) return;
  take(words);
  language.value = next;
}

async function load(language: Language): Promise<Words> {
  switch (language) {
    case 'en':
      return en;
    case 'de':
      return (await import('./words/de.ts')).de;
    case 'es':
      return (await import('./words/es.ts')).es;
  }
}

const SIGN_IN_CODES: ReadonlySet<string> = new Set<ErrorCode>([
  'not_signed_in',
  'token_invalid',
  'token_expired',
  'challenge_invalid',
  'challenge_expired',
  'challenge_used',
  'signature_invalid',
]);

/** What happened, what Tabloom does about it, what the person can do. */
export function errorWords(code: string): Words['errors']['elsewhere'] {
  if (SIGN_IN_CODES.has(code)) return errors.signIn;
  return Object.hasOwn(errors, code) ? errors[code as keyof Words['errors']] : errors.elsewhere;
}

/** The same for what a person does with their account: nothing computes there, and nothing tries again by itself. */
export function accountErrorWords(code: string): Words['errors']['elsewhere'] {
  switch (code) {
    case 'bad_request':
      return errors.codeMistyped;
    case 'coordinator_away':
      return errors.accountAway;
    case 'rate_limited':
      return errors.accountTooOften;
    case 'host_incapable':
      return errors.accountInsecure;
    default: {
      const words = errorWords(code);
      if (words === errors.elsewhere) return errors.accountElsewhere;
      return words === errors.signIn ? errors.accountSignIn : words;
    }
  }
}
