// The smallest real job: a model y = x · W + b on rows of four numbers, written as ONNX by hand.

import { create, toBinary } from '@bufbuild/protobuf';
import {
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  OperatorSetIdProtoSchema,
  TensorProto_DataType,
  TensorProtoSchema,
  TypeProtoSchema,
  ValueInfoProtoSchema,
} from 'onnx-buf';
import type { ProjectId, Sha256 } from '../../src/protocol/ids.ts';
import { encodeSafetensors } from '../../src/protocol/safetensors.ts';
import type { OutputBinding } from '../../src/protocol/program.ts';
import type { JobView } from '../../src/protocol/requests.ts';
import type { Outputs } from '../../src/protocol/values.ts';
import { createRequester, type JobRequest, type Requester, type Signer } from '../../src/sdk/requester.ts';
import { createSigner } from './signer.ts';

const WEIGHTS = [1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1];
const BIAS = [0.5, 0, -0.5];

function floats(values: readonly number[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new Float32Array(values).buffer);
}

function valueInfo(name: string, width: number) {
  const dim = [
    { value: { case: 'dimParam' as const, value: 'n' } },
    { value: { case: 'dimValue' as const, value: BigInt(width) } },
  ];
  const type = create(TypeProtoSchema, {
    value: { case: 'tensorType', value: { elemType: TensorProto_DataType.FLOAT, shape: { dim } } },
  });
  return create(ValueInfoProtoSchema, { name, type });
}

/** Gemm with W [4, 3] and b [3]: 2 · 4 · 3 FLOP a row, [rows, 3]; as steps of a text recogniser [rows, 1, 3]. */
export function tinyModel(options: { asSteps?: boolean } = {}): Uint8Array<ArrayBuffer> {
  const { asSteps = false } = options;
  const initializer = [
    create(TensorProtoSchema, {
      name: 'W',
      dims: [4n, 3n],
      dataType: TensorProto_DataType.FLOAT,
      rawData: floats(WEIGHTS),
    }),
    create(TensorProtoSchema, {
      name: 'b',
      dims: [3n],
      dataType: TensorProto_DataType.FLOAT,
      rawData: floats(BIAS),
    }),
  ];
  const product = asSteps ? 'product' : 'y';
  const node = [create(NodeProtoSchema, { opType: 'Gemm', input: ['x', 'W', 'b'], output: [product] })];
  if (asSteps) {
    const dataType = TensorProto_DataType.INT64;
    initializer.push(create(TensorProtoSchema, { name: 'axes', dims: [1n], dataType, int64Data: [1n] }));
    node.push(create(NodeProtoSchema, { opType: 'Unsqueeze', input: [product, 'axes'], output: ['y'] }));
  }
  const graph = create(GraphProtoSchema, {
    name: 'tiny',
    node,
    initializer,
    input: [valueInfo('x', 4)],
    output: [asSteps ? create(ValueInfoProtoSchema, { name: 'y' }) : valueInfo('y', 3)],
  });
  const model = create(ModelProtoSchema, {
    irVersion: 8n,
    graph,
    opsetImport: [create(OperatorSetIdProtoSchema, { domain: '', version: 17n })],
  });
  return new Uint8Array(toBinary(ModelProtoSchema, model));
}

export function tinyRows(rows: number): number[][] {
  return Array.from({ length: rows }, (_, row) => [row, row / 2, -row, 1]);
}

export function tinyShard(rows: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(
    encodeSafetensors({ x: { dtype: 'float32', shape: [rows, 4], bytes: floats(tinyRows(rows).flat()) } }),
  );
}

/** What an honest host reports for rows `start` to `end`; `error` is added to every value. */
export function tinyOutputs(start: number, end: number, error = 0): Outputs {
  const values = tinyRows(end)
    .slice(start)
    .flatMap((row) =>
      BIAS.map((bias, j) => bias + row.reduce((sum, x, i) => sum + x * WEIGHTS[i * 3 + j]!, 0) + error),
    );
  const data = Buffer.from(floats(values)).toString('base64');
  return { y: { type: 'tensor', dtype: 'float32', shape: [end - start, 3], data } };
}

export type TinyJob = {
  requester: Requester;
  /** The requester's key: to sign in again after the clock was stepped past the token's end. */
  signer: Signer;
  projectId: ProjectId;
  request: JobRequest;
  job: JobView;
};

type TinyJobOptions = Partial<JobRequest> & {
  signer?: Signer;
  rows?: number;
  rowsPerWorkunit?: number;
  model?: Uint8Array<ArrayBuffer>;
  shard?: Uint8Array<ArrayBuffer>;
  /** Changes how the output is decoded or compared (allclose by default). */
  output?: Partial<OutputBinding>;
};

/** A project and what a job needs, uploaded through the sdk; the job itself is still to be created. */
export async function prepareTinyJob(
  url: string,
  options: TinyJobOptions = {},
): Promise<Omit<TinyJob, 'job'>> {
  const {
    rows = 4,
    rowsPerWorkunit = 2,
    model = tinyModel(),
    shard = tinyShard(rows),
    output,
    ...rest
  } = options;
  const { signer = await createSigner(), ...request } = rest;
  const requester = createRequester({ coordinatorUrl: url, signer });
  const signal = AbortSignal.timeout(60_000);
  const projectId = crypto.randomUUID() as ProjectId;
  const summary = 'Multiplies four numbers.';
  await requester.createProject(signal, { id: projectId, name: 'Tiny', summary, purpose: 'A test.' });
  const modelHash: Sha256 = await requester.uploadArtifact(signal, model);
  const compare = { type: 'allclose', rtol: 1e-4, atol: 1e-5 } as const;
  const job: JobRequest = {
    id: crypto.randomUUID(),
    projectId,
    title: 'Tiny products',
    program: {
      kind: 'inference',
      model: modelHash,
      inputs: { x: { tensor: 'x' } },
      outputs: { y: { from: 'y', compare, ...output } },
      batchRows: 2,
    },
    inputs: [{ artifact: await requester.uploadArtifact(signal, shard) }],
    rowsPerWorkunit,
    ...request,
  };
  return { requester, signer, projectId, request: job };
}

/** A project and a job of `rows` rows, `rowsPerWorkunit` each, uploaded and created through the sdk. */
export async function createTinyJob(url: string, options: TinyJobOptions = {}): Promise<TinyJob> {
  const prepared = await prepareTinyJob(url, options);
  const { requester, request } = prepared;
  return { ...prepared, job: await requester.createJob(AbortSignal.timeout(60_000), request) };
}
