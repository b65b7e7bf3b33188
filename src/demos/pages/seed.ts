// The pages project: lines of Shakespeare's sonnets, typeset and damaged like scans, read by PP-OCRv4.

import type { JobId, ProjectId, Sha256 } from '../../protocol/ids.ts';
import type { JobRequest, Requester } from '../../sdk/requester.ts';
import { isSeeded } from '../seeded.ts';
import { PAGE_MODEL, pageModel } from './model.ts';
import { pageShards, type PageOptions } from './shards.ts';

// Fixed ids: seeding again answers as before.
const PROJECT = '5eed0000-0000-4000-8000-000000000002' as ProjectId;
const JOB = '5eed0000-0000-4000-8000-000000000012' as JobId;

/** Two to four seconds of work for one tab. */
const ROWS_PER_WORKUNIT = 16;

export async function seedPages(signal: AbortSignal, requester: Requester): Promise<void> {
  if (await isSeeded(signal, requester, JOB)) return;
  await requester.createProject(signal, {
    id: PROJECT,
    name: 'Transcribe pages',
    summary: 'Reads lines of scanned pages and writes them down as text.',
    purpose:
      "Libraries hold millions of scanned pages that nobody can search. Here the pages are Shakespeare's sonnets, typeset anew and damaged like scans, so that the right text is known and everybody can watch the error rate.",
  });
  const { truth, ...work } = await uploadLines(signal, requester);
  await requester.createJob(signal, {
    ...work,
    id: JOB,
    projectId: PROJECT,
    title: "Transcribe Shakespeare's sonnets",
    rowsPerWorkunit: ROWS_PER_WORKUNIT,
    truth: { output: 'text', values: truth },
    display: { image: 'lines', output: 'text' },
  });
}

/** Uploads the model, its alphabet and the lines (all if not told otherwise), and says how to read them. */
export async function uploadLines(
  signal: AbortSignal,
  requester: Requester,
  options: Pick<PageOptions, 'lines' | 'rowsPerShard'> = {},
): Promise<Pick<JobRequest, 'program' | 'inputs'> & { truth: string[] }> {
  const { model, alphabet } = await pageModel();
  const [modelHash, alphabetHash] = [
    await requester.uploadArtifact(signal, new Uint8Array(model)),
    await requester.uploadArtifact(signal, new Uint8Array(alphabet)),
  ];
  const inputs: { artifact: Sha256 }[] = [];
  const truth: string[] = [];
  for await (const shard of pageShards({ ...options, signal })) {
    inputs.push({ artifact: await requester.uploadArtifact(signal, shard.bytes) });
    truth.push(...shard.truth);
  }
  const { input, output, normalize, channels } = PAGE_MODEL;
  return {
    program: {
      kind: 'inference',
      model: modelHash,
      inputs: { [input]: { tensor: 'lines', normalize, channels } },
      outputs: {
        text: {
          from: output,
          decode: { type: 'ctc', alphabet: alphabetHash },
          // A step whose two best symbols are closer than the engines' noise may be read either way.
          compare: { type: 'text', maxErrorRate: 0.02 },
        },
      },
      batchRows: 1,
    },
    inputs,
    truth,
  };
}
