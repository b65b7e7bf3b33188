// `tabloom token`: signs in with a key file and prints the bearer token, for calls by hand.

import { parseArgs } from 'node:util';
import { openSigner } from '../headless/signer.ts';
import { createRequester } from '../sdk/requester.ts';

const DEADLINE_MS = 15_000;

export async function token(argv: string[]): Promise<void> {
  const { values } = parseArgs({
    args: argv,
    options: {
      url: { type: 'string', default: 'http://localhost:8787' },
      key: { type: 'string', default: 'data/keys/requester.pem' },
    },
  });
  const requester = createRequester({ coordinatorUrl: values.url, signer: await openSigner(values.key) });
  console.log(await requester.token(AbortSignal.timeout(DEADLINE_MS)));
}
