// The key of a key file, for whoever signs in with it: volunteers and requesters alike.

import { openIdentity, type Identity } from '../volunteer/core/identity.ts';
import { createKeyFile } from './keyFile.ts';

/** Made on first use, mode 0600. Throws `host_incapable` when the file holds something else than a key. */
export function openSigner(keyFile: string): Promise<Identity> {
  return openIdentity(createKeyFile(keyFile));
}
