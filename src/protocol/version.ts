// The protocol's version. Additive changes keep it; a change that an old peer would misread raises it, and so does a
// new field of a request, since requests are read strictly.
// 2: hidden tabs, accounts on many devices.

import { TabloomError } from './errors.ts';

/** What this source speaks. */
export const PROTOCOL_VERSION = 2;

/** The oldest client that this source still serves. Volunteers may run bundles that are weeks old. */
export const OLDEST_CLIENT_VERSION = 1;

/** Throws `client_too_old` or `server_too_old`; `clientVersion` is what the first message carried. */
export function checkProtocolVersion(clientVersion: number): void {
  if (clientVersion < OLDEST_CLIENT_VERSION) {
    throw new TabloomError(
      'client_too_old',
      `This client speaks protocol ${clientVersion}; this coordinator needs ${OLDEST_CLIENT_VERSION} or newer. Reload the page or update the client.`,
    );
  }
  if (clientVersion > PROTOCOL_VERSION) {
    throw new TabloomError(
      'server_too_old',
      `This client speaks protocol ${clientVersion}; this coordinator speaks ${PROTOCOL_VERSION}. Its operator has to update it.`,
    );
  }
}
