// Codes as people bring them: from a field, from a file, from a clock.

import { LINK_CODE_CHARACTERS, LINK_CODE_MS } from '../../protocol/account.ts';
import { TabloomError } from '../../protocol/errors.ts';
import { decodeCrockford, normalizeCrockford } from '../../util/crockford.ts';
import { secretOfRecoveryCode } from '../../volunteer/core/recoveryCode.ts';

/** Throws bad_request where it cannot be one, so that a slip costs no try. */
export function checkLinkCode(typed: string): void {
  const code = normalizeCrockford(typed);
  if (code.length === LINK_CODE_CHARACTERS && decodeCrockford(code) !== null) return;
  throw new TabloomError('bad_request', 'A link code has eight letters and digits.');
}

/** The line of a saved file that is a code; undefined where there is none. */
export async function recoveryCodeIn(text: string): Promise<string | undefined> {
  for (const line of text.split(/\r?\n/)) {
    const isCode = await secretOfRecoveryCode(line).then(
      () => true,
      () => false,
    );
    if (isCode) return line.trim();
  }
  return undefined;
}

/** Milliseconds from `now`. Where this device's clock is wrong, what a code is good for by its kind. */
export function lifeOf(expiresAt: string, now: number): number {
  const left = Date.parse(expiresAt) - now;
  return left > 0 && left <= LINK_CODE_MS ? left : LINK_CODE_MS;
}

/** 9:05, never below 0:00. */
export function clockOf(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
