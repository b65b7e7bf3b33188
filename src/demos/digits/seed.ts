// The digits project: the 10,000 MNIST test images, read by a small network that ships with Tabloom.

import { readFile } from 'node:fs/promises';
import type { JobId, ProjectId } from '../../protocol/ids.ts';
import type { Requester } from '../../sdk/requester.ts';
import { isSeeded } from '../seeded.ts';
import { digitShards } from './shards.ts';

// Fixed ids: seeding again answers as before.
const PROJECT = '5eed0000-0000-4000-8000-000000000001' as ProjectId;
const JOB = '5eed0000-0000-4000-8000-000000000011' as JobId;

const ROWS_PER_WORKUNIT = 250;

export async function seedDigits(signal: AbortSignal, requester: Requester): Promise<void> {
  if (await isSeeded(signal, requester, JOB)) return;
  await requester.createProject(signal, {
    id: PROJECT,
    name: 'Digits',
    summary: 'Reads handwritten digits with a small neural network.',
    purpose:
      'The 10,000 test images of MNIST, the "hello world" of machine learning. Their labels are known, so everybody can watch how accurate the network is, and that many devices give one answer.',
  });
  const model = await requester.uploadArtifact(
    signal,
    new Uint8Array(await readFile(new URL('./digits.onnx', import.meta.url))),
  );
  const inputs = [];
  const truth: number[] = [];
  for await (const shard of digitShards()) {
    inputs.push({ artifact: await requester.uploadArtifact(signal, shard.bytes) });
    truth.push(...shard.truth);
  }
  await requester.createJob(signal, {
    id: JOB,
    projectId: PROJECT,
    title: 'Read 10,000 handwritten digits',
    program: {
      kind: 'inference',
      model,
      inputs: { image: { tensor: 'images', normalize: { mean: 0, std: 255 } } },
      // WebGPU and Wasm differ by about 1e-5 on these logits; a closer call than the margin counts as a tie.
      outputs: { logits: { from: 'logits', compare: { type: 'argmax', margin: 1e-3 } } },
      batchRows: 25,
    },
    inputs,
    rowsPerWorkunit: ROWS_PER_WORKUNIT,
    truth: { output: 'logits', values: truth },
    display: { image: 'images', output: 'logits' },
  });
}
