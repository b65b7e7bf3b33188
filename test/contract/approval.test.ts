// Off loopback, a project runs on strangers' devices only after the operator's word.

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProjectId } from '../../src/protocol/ids.ts';
import { createRequester, type Signer } from '../../src/sdk/requester.ts';
import { startCoordinator, type TestCoordinator } from '../support/coordinator.ts';
import { createSigner } from '../support/signer.ts';

let operator: Signer;
let coordinator: TestCoordinator;
beforeAll(async () => {
  operator = await createSigner();
  coordinator = await startCoordinator({ approveProjects: false, operatorKeys: [operator.publicKey] });
});
afterAll(() => coordinator.close());

const signal = () => AbortSignal.timeout(10_000);

test('a new project waits; its owner cannot approve it, the operator can', async () => {
  const owner = createRequester({ coordinatorUrl: coordinator.url, signer: await createSigner() });
  const id = crypto.randomUUID() as ProjectId;
  const project = { id, name: 'Stranger', summary: 'Something.', purpose: 'Unknown yet.' };
  expect(await owner.createProject(signal(), project)).toMatchObject({ approved: false });
  const model = await owner.uploadArtifact(signal(), new Uint8Array([1]));
  const compare = { type: 'exact' } as const;
  const program = { kind: 'inference', model, inputs: {}, outputs: { y: { from: 'y', compare } } } as const;
  const job = {
    id: crypto.randomUUID(),
    projectId: id,
    title: 'Too early',
    program,
    inputs: [{ artifact: model }],
    rowsPerWorkunit: 1,
  };
  await expect(owner.createJob(signal(), job)).rejects.toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining("awaits the operator's approval"),
  });
  await expect(owner.approveProject(signal(), id)).rejects.toMatchObject({ code: 'forbidden' });
  const office = createRequester({ coordinatorUrl: coordinator.url, signer: operator });
  expect(await office.approveProject(signal(), id)).toMatchObject({ approved: true });
  // Now the job is refused for what it is, not for who asks.
  await expect(owner.createJob(signal(), job)).rejects.toMatchObject({ code: 'model_unreadable' });
});
