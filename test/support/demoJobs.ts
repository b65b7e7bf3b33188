// Small jobs of the real demo models and data, for tests that compute for real.

import { readFile } from 'node:fs/promises';
import { digitShards } from '../../src/demos/digits/shards.ts';
import { uploadLines } from '../../src/demos/pages/seed.ts';
import type { JobId, ProjectId } from '../../src/protocol/ids.ts';
import { createRequester, type JobRequest, type Requester } from '../../src/sdk/requester.ts';
import { createSigner } from './signer.ts';

export type DemoJob = { requester: Requester; projectId: ProjectId; jobId: JobId };

const signal = () => AbortSignal.timeout(60_000);

async function createProject(
  url: string,
  name: string,
): Promise<{ requester: Requester; projectId: ProjectId }> {
  const requester = createRequester({ coordinatorUrl: url, signer: await createSigner() });
  const projectId = crypto.randomUUID() as ProjectId;
  await requester.createProject(signal(), { id: projectId, name, summary: `${name}.`, purpose: 'A test.' });
  return { requester, projectId };
}

/** The first `rows` test images of MNIST. */
export async function createDigitsJob(
  url: string,
  rows: number,
  rowsPerWorkunit: number,
  more: Partial<JobRequest> = {},
): Promise<DemoJob> {
  const { requester, projectId } = await createProject(url, 'Digits');
  const file = await readFile(new URL('../../src/demos/digits/digits.onnx', import.meta.url));
  const model = await requester.uploadArtifact(signal(), new Uint8Array(file));
  const { value: shard } = (await digitShards(rows).next()) as IteratorYieldResult<{
    bytes: Uint8Array<ArrayBuffer>;
    truth: number[];
  }>;
  const jobId = crypto.randomUUID() as JobId;
  await requester.createJob(signal(), {
    id: jobId,
    projectId,
    title: 'Some digits',
    program: {
      kind: 'inference',
      model,
      inputs: { image: { tensor: 'images', normalize: { mean: 0, std: 255 } } },
      outputs: { logits: { from: 'logits', compare: { type: 'allclose', rtol: 1e-3, atol: 1e-4 } } },
      batchRows: 8,
    },
    inputs: [{ artifact: await requester.uploadArtifact(signal(), shard.bytes) }],
    rowsPerWorkunit,
    truth: { output: 'logits', values: shard.truth },
    display: { image: 'images', output: 'logits' },
    ...more,
  });
  return { requester, projectId, jobId };
}

/** The first `lines` lines of the sonnets, one a workunit unless `more` says otherwise. */
export async function createLinesJob(
  url: string,
  lines: number,
  more: Partial<JobRequest> = {},
): Promise<DemoJob> {
  const { requester, projectId } = await createProject(url, 'Lines');
  const { truth, ...work } = await uploadLines(signal(), requester, { lines });
  const jobId = crypto.randomUUID() as JobId;
  await requester.createJob(signal(), {
    ...work,
    id: jobId,
    projectId,
    title: 'Some lines',
    rowsPerWorkunit: 1,
    truth: { output: 'text', values: truth },
    display: { image: 'lines', output: 'text' },
    ...more,
  });
  return { requester, projectId, jobId };
}

/** Resolves when the job has ended; rejects after `withinMs`. */
export async function untilEnded({ requester, jobId }: DemoJob, withinMs: number) {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const job = await requester.job(signal(), jobId);
    if (job.state !== 'active') return job;
    if (Date.now() > deadline) throw new Error(`The job did not end: ${JSON.stringify(job.progress)}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** How many of the job's workunits are validated by now. */
export async function validated({ requester, jobId }: DemoJob): Promise<number> {
  return (await requester.job(signal(), jobId)).progress.validated;
}
