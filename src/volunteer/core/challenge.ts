// What a host signs. A challenge names its coordinator, and a host signs none that names another one: otherwise a
// coordinator that one visits could pass on the challenge of one where one has credits, and sign in there.

import { TabloomError } from '../../protocol/errors.ts';

const PURPOSE = /sign-in$/i;
/** Behind a tunnel or a port mapping on one's own machine the names differ, and nobody is in between. */
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * Throws `challenge_invalid` unless the first line says sign-in and the second names the host that was called. The
 * scheme may differ: a proxy that ends TLS lets the coordinator see plain HTTP.
 */
export function checkChallenge(message: string, coordinatorUrl: string): void {
  const [purpose = '', origin = ''] = message.split('\n');
  if (!PURPOSE.test(purpose)) {
    throw new TabloomError(
      'challenge_invalid',
      'The coordinator asked to sign something else than a sign-in.',
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
