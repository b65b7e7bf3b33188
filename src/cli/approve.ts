// `tabloom approve`: the operator's word that a project may run on volunteers' devices.

import { parseArgs } from 'node:util';
import { openSigner } from '../headless/signer.ts';
import { TabloomError } from '../protocol/errors.ts';
import { ProjectId } from '../protocol/ids.ts';
import { parseWith } from '../protocol/wire.ts';
import { createRequester } from '../sdk/requester.ts';

const DEADLINE_MS = 15_000;

export async function approve(argv: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      url: { type: 'string', default: 'http://localhost:8787' },
      key: { type: 'string', default: 'data/keys/operator.pem' },
    },
  });
  const [given, ...more] = positionals;
  if (given === undefined || more.length > 0) {
    throw new TabloomError('bad_request', 'Say which project: tabloom approve PROJECT_ID.');
  }
  const id = parseWith(ProjectId, given, 'The project id');
  const requester = createRequester({ coordinatorUrl: values.url, signer: await openSigner(values.key) });
  const project = await requester.approveProject(AbortSignal.timeout(DEADLINE_MS), id);
  console.log(`'${project.name}' may run on volunteers' devices.`);
}
