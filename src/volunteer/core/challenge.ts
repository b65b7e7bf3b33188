// What a host signs. A challenge names its coordinator, and a host signs none that names another one: otherwise a
// coordinator that one visits could pass on the challenge of one where one has credits, and sign in there.

import { TabloomError } from '../../protocol/errors.ts';
import {
  ChallengeResponse,
  FIRST_LINES,
  type ChallengeRequest,
  type Purpose,
} from '../../protocol/sessions.ts';
import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import { parseWith } from '../../protocol/wire.ts';
import { callJson } from './http.ts';

/** Behind a tunnel or a port mapping on one's own machine the names differ, and nobody is in between. */
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** The message to sign at the coordinator at `base` (with a slash at its end), checked. Throws as `checkChallenge`. */
export async function askChallenge(
  signal: AbortSignal,
  base: string,
  request: Omit<ChallengeRequest, 'protocol'>,
): Promise<string> {
  const body = JSON.stringify({ protocol: PROTOCOL_VERSION, ...request });
  const answer = await callJson(signal, new URL('v1/challenges', base).href, { method: 'POST', body });
  const { message } = parseWith(ChallengeResponse, answer, 'The answer to the sign-in', 'coordinator_away');
  checkChallenge(message, base, request.purpose);
  return message;
}

/**
 * Throws `challenge_invalid` unless the first line says what it is for and the second names the host that was called. The
 * scheme may differ: a proxy that ends TLS lets the coordinator see plain HTTP.
 */
export function checkChallenge(message: string, coordinatorUrl: string, purpose: Purpose): void {
  const [firstLine = '', origin = ''] = message.split('\n');
  if (firstLine !== FIRST_LINES[purpose]) {
    throw new TabloomError(
      'challenge_invalid',
      'The coordinator asked to sign something else than it was asked for.',
    );
  }
  const called = new URL(coordinatorUrl);
  if (LOOPBACK.test(called.hostname) || hostOf(origin) === called.host) return;
  throw new TabloomError(
    'challenge_invalid',
    `The coordinator at ${called.host} calls itself ${origin}. Use that address, or have its operator set PUBLIC_ORIGIN.`,
  );
}

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host;
  } catch {
    return undefined;
  }
}
