// Small real tasks for the compute worker, the same for Node and browsers: a tiny network whose sums depend on
// the order of addition, and the two demos' models on a few of their rows.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { digitShards } from '../../src/demos/digits/shards.ts';
import { PAGE_MODEL, pageModel } from '../../src/demos/pages/model.ts';
import { pageShards } from '../../src/demos/pages/shards.ts';
import { Sha256, type TaskId } from '../../src/protocol/ids.ts';
import { InferenceProgram } from '../../src/protocol/program.ts';
import { encodeSafetensors } from '../../src/protocol/safetensors.ts';
import { parseWith } from '../../src/protocol/wire.ts';
import type { RunRequest } from '../../workers/api.ts';
import { onnxBytes, type OnnxNode } from '../../workers/engines/onnxBytes.ts';

export type ComputeTask = { request: RunRequest; artifacts: Record<string, Uint8Array<ArrayBuffer>> };

export function sha256Of(bytes: Uint8Array): Sha256 {
  return parseWith(Sha256, createHash('sha256').update(bytes).digest('hex'), 'hash');
}

type TaskParts = {
  model: Uint8Array<ArrayBuffer>;
  shard: Uint8Array<ArrayBuffer>;
  rows: number;
  program: Record<string, unknown>;
  alphabet?: Uint8Array<ArrayBuffer>;
};

export function taskOf({ model, shard, rows, program, alphabet }: TaskParts): ComputeTask {
  const files = [model, shard, ...(alphabet ? [alphabet] : [])];
  return {
    request: {
      taskId: '00000000-0000-4000-8000-000000000001' as TaskId,
      program: parseWith(
        InferenceProgram,
        { kind: 'inference', model: sha256Of(model), ...program },
        'program',
      ),
      inputs: [{ artifact: sha256Of(shard), start: 0, end: rows }],
    },
    artifacts: Object.fromEntries(files.map((bytes) => [sha256Of(bytes), bytes])),
  };
}

/** Grey rows of `length` bytes, reproducible. */
export function greyRows(rowShape: readonly number[], rows: number): Uint8Array<ArrayBuffer> {
  const length = rowShape.reduce((product, size) => product * size, rows);
  let state = 1;
  const pixels = Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return state >>> 24;
  });
  return encodeSafetensors({ image: { dtype: 'uint8', shape: [rows, ...rowShape], bytes: pixels } });
}

/** x [rows, n, n] through `depth` matrix products and a softmax each. */
function productChain(size: number, depth: number): Uint8Array<ArrayBuffer> {
  const nodes = Array.from({ length: depth }, (_, i): OnnxNode[] => [
    { op: 'MatMul', inputs: [`h${i}`, `h${i}`], outputs: [`p${i}`] },
    { op: 'Softmax', inputs: [`p${i}`], outputs: [i + 1 < depth ? `h${i + 1}` : 'y'] },
  ]).flat();
  return onnxBytes({
    nodes,
    inputs: [{ name: 'h0', shape: ['rows', size, size] }],
    outputs: [{ name: 'y', shape: ['rows', size, size] }],
  });
}

export function chainTask(options: {
  size: number;
  depth: number;
  rows: number;
  batchRows?: number;
}): ComputeTask {
  const { size, depth, rows, batchRows = 1 } = options;
  return taskOf({
    model: productChain(size, depth),
    shard: greyRows([size, size], rows),
    rows,
    program: {
      inputs: { h0: { tensor: 'image', normalize: { mean: 127.5, std: 500 } } },
      outputs: { y: { from: 'y', compare: { type: 'allclose', rtol: 1e-4, atol: 1e-5 } } },
      batchRows,
    },
  });
}

/** Real digits through the demo's network; their truth beside. */
export async function digitsTask(rows: number): Promise<ComputeTask & { truth: number[] }> {
  const model = new Uint8Array(
    await readFile(new URL('../../src/demos/digits/digits.onnx', import.meta.url)),
  );
  for await (const { bytes, truth } of digitShards(rows)) {
    const task = taskOf({
      model,
      shard: bytes,
      rows,
      program: {
        inputs: { image: { tensor: 'images', normalize: { mean: 0, std: 255 } } },
        outputs: { logits: { from: 'logits', compare: { type: 'argmax' } } },
        batchRows: 4,
      },
    });
    return { ...task, truth };
  }
  throw new Error('There are no digits.');
}

/** Real lines through the pages demo's recogniser; their truth beside. */
export async function pagesTask(lines: number): Promise<ComputeTask & { truth: string[] }> {
  const { model, alphabet } = await pageModel();
  for await (const { bytes, rows, truth } of pageShards({ lines })) {
    const task = taskOf({
      model: new Uint8Array(model),
      alphabet: new Uint8Array(alphabet),
      shard: bytes,
      rows,
      program: {
        inputs: {
          [PAGE_MODEL.input]: {
            tensor: 'lines',
            normalize: PAGE_MODEL.normalize,
            channels: PAGE_MODEL.channels,
          },
        },
        outputs: {
          text: {
            from: PAGE_MODEL.output,
            decode: { type: 'ctc', alphabet: sha256Of(alphabet) },
            compare: { type: 'text' },
          },
        },
      },
    });
    return { ...task, truth };
  }
  throw new Error('There are no lines.');
}
