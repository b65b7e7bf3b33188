// Jobs that cannot run: refused before anything is written, with what to mend.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DType } from '../../src/protocol/program.ts';
import { encodeNpy } from '../../src/protocol/npy.ts';
import { encodeSafetensors } from '../../src/protocol/safetensors.ts';
import { BYTES_PER_ELEMENT, elementCount } from '../../src/protocol/tensor.ts';
import { query, startCoordinator, type TestCoordinator } from '../support/coordinator.ts';
import { signInHost } from '../support/simulatedHost.ts';
import { createTinyJob, prepareTinyJob, tinyModel, tinyShard } from '../support/tinyJob.ts';
import { bearer, expectRefusal, post, type Sent } from '../support/wire.ts';

type Prepared = Awaited<ReturnType<typeof prepareTinyJob>>;
type Bytes = Uint8Array<ArrayBuffer>;

const signal = AbortSignal.timeout(60_000);
const bytesOf = (text: string) => new TextEncoder().encode(text);
const zeros = (dtype: DType, shape: number[]) => ({
  dtype,
  shape,
  bytes: new Uint8Array(elementCount(shape) * BYTES_PER_ELEMENT[dtype]),
});

let coordinator: TestCoordinator;
let prepared: Prepared;
beforeAll(async () => {
  coordinator = await startCoordinator();
  prepared = await prepareTinyJob(coordinator.url);
});
afterAll(() => coordinator.close());

/** Asks for the job with `change` applied, dry and in earnest; the refusal is the same, and nothing was written. */
async function create(change: object, by = prepared): Promise<Sent> {
  const headers = bearer(await by.requester.token(signal));
  const body = { ...prepared.request, id: crypto.randomUUID(), ...change };
  const priced = await post(`${coordinator.url}/v1/jobs?dryRun=true`, body, headers);
  const answer = await post(`${coordinator.url}/v1/jobs`, body, headers);
  expect(answer.status).not.toBe(200);
  expect({ status: priced.status, body: priced.body }).toEqual({ status: answer.status, body: answer.body });
  const written = await query(
    coordinator.databaseUrl,
    `select id from jobs where id = '${body.id}' union all select id from postings where job_id = '${body.id}'`,
  );
  expect(written).toEqual([]);
  return answer;
}

const programWith = (change: object) => ({ program: { ...prepared.request.program, ...change } });
const upload = (bytes: Bytes) => prepared.requester.uploadArtifact(signal, bytes);
const onShard = async (bytes: Bytes) => ({ inputs: [{ artifact: await upload(bytes) }] });

describe('a model', () => {
  test.each([
    ['that is text', bytesOf('import torch')],
    ['that is empty', bytesOf('')],
    ['that is noise', new Uint8Array(500).map((_, i) => (i * 151 + 7) % 256)],
    ['that breaks off', tinyModel().slice(0, 60)],
    ['that is its own input', tinyShard(2)],
  ])('%s', async (_, model) => {
    const change = programWith({ model: await upload(model) });
    expectRefusal(await create(change), 'model_unreadable', /.{20}/);
  });

  test('that was not uploaded', async () => {
    const model = 'ab'.repeat(32);
    expectRefusal(
      await create(programWith({ model })),
      'artifact_missing',
      new RegExp(`PUT its bytes to /v1/artifacts/${model}`),
    );
  });

  test('without the output that is wanted', async () => {
    for (const from of ['logits', 'constructor']) {
      const outputs = { y: { from, compare: { type: 'exact' } } };
      expectRefusal(
        await create(programWith({ outputs })),
        'inputs_unfit',
        new RegExp(`no output '${from}'; it has: y`),
      );
    }
  });

  test('of which nothing is wanted', async () => {
    expectRefusal(await create(programWith({ outputs: {} })), 'inputs_unfit', /names no outputs/);
  });
});

describe('inputs', () => {
  test.each([
    [
      'of another width',
      { x: zeros('float32', [4, 5]) },
      /Input "x" is float32 \[2, 5\], the model wants float32 \[.*4\]/,
    ],
    ['of another rank', { x: zeros('float32', [4, 2, 2]) }, /Input "x" is float32 \[2, 2, 2\]/],
    ['of another element type', { x: zeros('float64', [4, 4]) }, /Input "x" is float64 .*wants float32/],
    [
      'under another name',
      { pixels: zeros('float32', [4, 4]) },
      /bound to tensor "x"; the shard has "pixels"/,
    ],
    ['without rows', { x: zeros('float32', [0, 4]) }, /Tensor "x" has no rows/],
    ['of a scalar', { x: zeros('float32', []) }, /Tensor "x" has no rows/],
    ['of unequal rows', { x: zeros('float32', [4, 4]), z: zeros('uint8', [3]) }, /"z" has 3 rows, "x" has 4/],
    ['without tensors', {}, /The shard has no tensors/],
  ])('%s', async (_, tensors, message) => {
    expectRefusal(await create(await onShard(encodeSafetensors(tensors))), 'inputs_unfit', message);
  });

  test.each([
    ['that are neither safetensors nor npy', bytesOf('1,2,3,4\n')],
    ['that break off', tinyShard(4).slice(0, 40)],
    ['that break off in the data', tinyShard(4).slice(0, -4)],
    ['of an npy that breaks off', encodeNpy(zeros('float32', [4, 4])).slice(0, -4)],
  ])('%s', async (_, shard) => {
    expectRefusal(await create(await onShard(shard)), 'inputs_unfit', /.{20}/);
  });

  test('of an npy are called input, and say so when another name is bound', async () => {
    const change = await onShard(encodeNpy(zeros('float32', [4, 4])));
    expectRefusal(await create(change), 'inputs_unfit', /the shard has "input"/);
    const { projectId, requester, request } = prepared;
    const program = { ...request.program, inputs: { x: { tensor: 'input' } } };
    const job = { ...request, ...change, program, id: crypto.randomUUID() };
    expect(await requester.createJob(signal, job)).toMatchObject({ projectId });
  });

  test('that the model lacks, or that it is not given', async () => {
    const more = programWith({ inputs: { x: { tensor: 'x' }, mask: { tensor: 'x' } } });
    expectRefusal(await create(more), 'inputs_unfit', /no input "mask". Its inputs are "x"/);
    expectRefusal(await create(programWith({ inputs: {} })), 'inputs_unfit', /Input "x" is missing/);
  });

  test('of which one shard does not fit', async () => {
    const bad = await upload(encodeSafetensors({ x: zeros('float32', [4, 3]) }));
    const inputs = [...prepared.request.inputs, { artifact: bad }];
    expectRefusal(await create({ inputs }), 'inputs_unfit', /Input "x" is float32 \[2, 3\]/);
  });

  test('of none at all', async () => {
    expectRefusal(await create({ inputs: [] }), 'bad_request', /inputs/);
  });
});

describe('the truth', () => {
  test.each([
    ['of too few values', { output: 'y', values: [1, 2, 3] }, /truth has 3 values, the inputs have 4 rows/],
    [
      'of too many values',
      { output: 'y', values: [1, 2, 3, 0, 1] },
      /truth has 5 values, the inputs have 4 rows/,
    ],
    ['for an output that there is not', { output: 'z', values: [1, 2, 3, 0] }, /'z', which is no output/],
    [
      'for what every object has',
      { output: 'toString', values: [1, 2, 3, 0] },
      /'toString', which is no output/,
    ],
  ])('%s', async (_, truth, message) => {
    expectRefusal(await create({ truth }), 'inputs_unfit', message);
  });

  test('of mixed or fractional values', async () => {
    for (const values of [[1, 'a'], [0.5], [null]]) {
      const truth = { output: 'y', values };
      expectRefusal(await create({ truth }), 'bad_request', /truth/);
    }
  });

  test('is never sent to hosts', async () => {
    await query(coordinator.databaseUrl, `update tasks set state = 'cancelled' where state = 'ready'`);
    const { job } = await createTinyJob(coordinator.url, { truth: { output: 'y', values: [0, 2, 2, 0] } });
    const host = await signInHost(coordinator.url);
    const { body } = await host.call('POST', '/v1/leases', {
      capabilities: {
        numericClass: { engine: 'onnxruntime-web', executionProvider: 'wasm', threads: 1, platform: 'T' },
        gflops: 1,
      },
      seconds: 3600,
    });
    expect(body).toMatchObject({ jobs: [{ jobId: job.id }], tasks: [{}, {}] });
    expect(JSON.stringify(body)).not.toMatch(/truth/i);
  });
});

describe('who may create it', () => {
  test('the owner of the project alone', async () => {
    const answer = await create({}, await prepareTinyJob(coordinator.url));
    expectRefusal(answer, 'forbidden', /Only the owner of 'Tiny' creates jobs in it/);
  });

  test('nobody in a project that there is not', async () => {
    const answer = await create({ projectId: crypto.randomUUID() });
    expectRefusal(answer, 'not_found', /There is no project .* Create it first/);
  });

  test('nobody in a project that the operator has not approved', async () => {
    const strict = await startCoordinator({ approveProjects: false });
    try {
      const { requester, request } = await prepareTinyJob(strict.url);
      const answer = await post(`${strict.url}/v1/jobs`, request, bearer(await requester.token(signal)));
      expectRefusal(answer, 'forbidden', /'Tiny' awaits the operator's approval/);
    } finally {
      await strict.close();
    }
  });
});

type Change = { output?: object; truth?: object; display?: object };

describe('a program that could never be validated', () => {
  test.each<[string, Change, RegExp]>([
    ['a text comparator on a tensor', { output: { compare: { type: 'text' } } }, /cannot compare/],
    [
      'a truth of texts for a tensor',
      { truth: { output: 'y', values: ['a', 'b', 'c', 'd'] } },
      /whole numbers/,
    ],
    ['a display of a tensor that is not there', { display: { image: 'nope' } }, /the shard has: x/],
    ['a display of an output that is not there', { display: { output: 'nope' } }, /does not have/],
  ])('%s', async (_, { output, ...change }, message) => {
    const outputs = { y: { from: 'y', compare: { type: 'exact' }, ...output } };
    const asked = output === undefined ? change : programWith({ outputs });
    expectRefusal(await create(asked), 'inputs_unfit', message);
  });

  test('text from an output that has no steps, or another alphabet', async () => {
    const alphabet = await upload(bytesOf('\na\nb'));
    const outputs = { y: { from: 'y', decode: { type: 'ctc', alphabet }, compare: { type: 'text' } } };
    expectRefusal(await create(programWith({ outputs })), 'inputs_unfit', /needs \[rows, steps, 3 classes\]/);
    const model = await upload(tinyModel({ asSteps: true }));
    const other = { ...outputs.y, decode: { type: 'ctc', alphabet: await upload(bytesOf('\na')) } };
    const sent = await create(programWith({ model, outputs: { y: other } }));
    expectRefusal(sent, 'inputs_unfit', /needs \[rows, steps, 2 classes\]/);
  });
});
