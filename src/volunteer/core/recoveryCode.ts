// The recovery code: a secret that a person keeps on paper or in a file, and the key that is made of it. Of 20 bytes
// 16 are random and 4 are their check, so that a mistyped code is found out here; as text 32 characters in groups.

import { TabloomError } from '../../protocol/errors.ts';
import { decodeCrockford, encodeCrockford, grouped, normalizeCrockford } from '../../util/crockford.ts';
import { keyOfSecret, type DeviceKey } from './identity.ts';

const SECRET_BYTES = 16;
const CHECK_BYTES = 4;
const CHARACTERS = 32;
const GROUP = 4;

export async function newRecoveryCode(): Promise<string> {
  const secret = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  return grouped(encodeCrockford(joined(secret, await checkOf(secret))), GROUP);
}

/** The key of a code as a person may have typed it. Throws `bad_request` for what can be no recovery code. */
export async function keyOfRecoveryCode(text: string): Promise<DeviceKey> {
  return keyOfSecret(await digestOf('Tabloom recovery key\n', await secretOfRecoveryCode(text)));
}

/** The 16 random bytes. Throws as `keyOfRecoveryCode`. */
export async function secretOfRecoveryCode(text: string): Promise<Uint8Array> {
  const code = normalizeCrockford(text);
  if (code.length !== CHARACTERS) {
    throw wrong(`A recovery code has ${CHARACTERS} letters and digits; this one has ${code.length}.`);
  }
  const bytes = decodeCrockford(code);
  if (bytes === null) throw wrong('A recovery code has only digits and letters, and no U.');
  const secret = bytes.slice(0, SECRET_BYTES);
  const check = await checkOf(secret);
  if (!check.every((byte, place) => byte === bytes[SECRET_BYTES + place])) {
    throw wrong('A character of this recovery code is wrong. Compare it with what you saved.');
  }
  return secret;
}

async function checkOf(secret: Uint8Array): Promise<Uint8Array> {
  return (await digestOf('Tabloom recovery check\n', secret)).slice(0, CHECK_BYTES);
}

async function digestOf(domain: string, secret: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const text = joined(new TextEncoder().encode(domain), secret);
  return new Uint8Array(await crypto.subtle.digest('SHA-256', text));
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}

function wrong(message: string): TabloomError {
  return new TabloomError('bad_request', message);
}
