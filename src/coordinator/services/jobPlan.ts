// From a job request to its workunits, output specification and price: everything is fixed before the start.

import * as v from 'valibot';
import { analyse } from '../../domain/onnx/analyse.ts';
import { readModel } from '../../domain/onnx/readModel.ts';
import type { OutputSpec, OutputSpecs } from '../../domain/outputs.ts';
import { priceMicroCredits } from '../../domain/price.ts';
import { modelInputShapes, readShard, type Shard } from '../../domain/shard.ts';
import { TabloomError } from '../../protocol/errors.ts';
import type { Sha256 } from '../../protocol/ids.ts';
import { DType } from '../../protocol/program.ts';
import type { CreateJob, Price } from '../../protocol/requests.ts';
import type { NewWorkunit } from '../db/queries/jobs.ts';
import { artifactSizes } from '../db/queries/artifacts.ts';
import type { Context } from './context.ts';

export type JobPlan = {
  workunits: NewWorkunit[];
  outputSpecs: OutputSpecs;
  price: Omit<Price, 'estimatedSeconds'>;
  modelBytes: number;
  rows: number;
};

const MAX_WORKUNITS = 1_000_000;

/** Throws artifact_missing, model_unreadable or inputs_unfit with what to mend; writes nothing. */
export async function planJob(context: Context, job: CreateJob): Promise<JobPlan> {
  const sizes = await checkArtifacts(context, job);
  const model = readModel(await context.blobs.read(job.program.model));
  const uncounted = new Set<string>();
  const costs = new Map<string, number>();
  let outputSpecs: OutputSpecs | undefined;
  const workunits: NewWorkunit[] = [];
  let rows = 0;

  /** FLOPs of one engine call on `batch` rows of this shard; the same shapes are counted once. */
  const costOf = (shard: Shard, batch: number): number => {
    const shapes = modelInputShapes(job.program, shard, batch);
    const key = JSON.stringify(shapes);
    const known = costs.get(key);
    if (known !== undefined) return known;
    const analysis = analyse(model, shapes);
    for (const operator of analysis.uncounted) uncounted.add(operator);
    const specs = specsOf(job, analysis.outputs, batch);
    outputSpecs = outputSpecs ? loosest(outputSpecs, specs) : specs;
    costs.set(key, analysis.flops);
    return analysis.flops;
  };

  for (const { artifact } of job.inputs) {
    const shard = readShard(await context.blobs.read(artifact));
    for (let start = 0; start < shard.rows; start += job.rowsPerWorkunit) {
      const end = Math.min(start + job.rowsPerWorkunit, shard.rows);
      const flops = flopsOf(costOf, shard, end - start, job.program.batchRows);
      const priceMicro = priceMicroCredits(flops);
      workunits.push({
        id: context.newId(),
        seq: workunits.length,
        inputs: [{ artifact, start, end }],
        rows: end - start,
        flops,
        priceMicro,
        surchargeMicro: priceMicro * BigInt(job.policy.quorum - 1),
        truth: job.truth?.values.slice(rows + start, rows + end) ?? null,
      });
      if (workunits.length > MAX_WORKUNITS) {
        throw new TabloomError(
          'bad_request',
          `A job may have at most ${MAX_WORKUNITS} workunits; use more rows each.`,
        );
      }
    }
    rows += shard.rows;
  }
  checkTruth(job, rows);
  return {
    workunits,
    outputSpecs: outputSpecs!,
    price: priceOf(workunits, [...uncounted].sort()),
    modelBytes: sizes.get(job.program.model)!,
    rows,
  };
}

function flopsOf(
  costOf: (shard: Shard, batch: number) => number,
  shard: Shard,
  rows: number,
  batchRows: number,
): number {
  const rest = rows % batchRows;
  const full = (rows - rest) / batchRows;
  return (full > 0 ? full * costOf(shard, batchRows) : 0) + (rest > 0 ? costOf(shard, rest) : 0);
}

async function checkArtifacts(context: Context, job: CreateJob): Promise<Map<Sha256, number>> {
  const alphabets = Object.values(job.program.outputs).flatMap(({ decode }) =>
    decode.type === 'ctc' ? [decode.alphabet] : [],
  );
  const wanted = [job.program.model, ...alphabets, ...job.inputs.map((input) => input.artifact)];
  const sizes = await artifactSizes(context.pool, wanted);
  const missing = wanted.find((sha256) => !sizes.has(sha256));
  if (missing !== undefined) {
    throw new TabloomError(
      'artifact_missing',
      `Artifact ${missing} was not uploaded. PUT its bytes to /v1/artifacts/${missing} first.`,
    );
  }
  return sizes;
}

type ModelOutputs = ReturnType<typeof analyse>['outputs'];

function specsOf(job: CreateJob, outputs: ModelOutputs, batch: number): OutputSpecs {
  const specs: OutputSpecs = {};
  for (const [name, binding] of Object.entries(job.program.outputs)) {
    const output = Object.hasOwn(outputs, binding.from) ? outputs[binding.from] : undefined;
    if (!output) {
      const known = Object.keys(outputs).join(', ');
      throw new TabloomError('inputs_unfit', `The model has no output '${binding.from}'; it has: ${known}.`);
    }
    specs[name] = binding.decode.type === 'ctc' ? { type: 'text' } : tensorSpec(name, output, batch);
  }
  if (Object.keys(specs).length === 0) {
    throw new TabloomError('inputs_unfit', 'The program names no outputs; nothing would be reported.');
  }
  return specs;
}

function tensorSpec(name: string, output: ModelOutputs[string], batch: number): OutputSpec {
  const { shape, dtype } = output;
  if (dtype !== undefined && !v.is(DType, dtype)) {
    throw new TabloomError('inputs_unfit', `Output '${name}' is ${dtype}, which cannot be reported.`);
  }
  if (shape && shape[0] !== batch) {
    const message = `Output '${name}' has shape [${shape.join(', ')}] for ${batch} rows; its first axis must be the rows.`;
    throw new TabloomError('inputs_unfit', message);
  }
  return { type: 'tensor', dtype: dtype ?? null, rowShape: shape ? shape.slice(1) : null };
}

/** Shards of other widths may give other sizes; an axis that differs is left open. */
function loosest(a: OutputSpecs, b: OutputSpecs): OutputSpecs {
  const merged: OutputSpecs = {};
  for (const [name, left] of Object.entries(a)) {
    const right = b[name];
    if (left.type === 'text' || right?.type !== 'tensor') merged[name] = left;
    else if (!left.rowShape || !right.rowShape || left.rowShape.length !== right.rowShape.length) {
      merged[name] = { ...left, rowShape: null };
    } else {
      const rowShape = left.rowShape.map((size, axis) => (size === right.rowShape![axis] ? size : null));
      merged[name] = { ...left, rowShape };
    }
  }
  return merged;
}

function checkTruth(job: CreateJob, rows: number): void {
  if (!job.truth) return;
  if (!Object.hasOwn(job.program.outputs, job.truth.output)) {
    throw new TabloomError(
      'inputs_unfit',
      `The truth is for '${job.truth.output}', which is no output of the program.`,
    );
  }
  if (job.truth.values.length !== rows) {
    const message = `The truth has ${job.truth.values.length} values, the inputs have ${rows} rows.`;
    throw new TabloomError('inputs_unfit', message);
  }
}

function priceOf(workunits: readonly NewWorkunit[], uncountedOperators: string[]): JobPlan['price'] {
  const workMicro = workunits.reduce((total, workunit) => total + workunit.priceMicro, 0n);
  const verificationMicro = workunits.reduce((total, workunit) => total + workunit.surchargeMicro, 0n);
  return {
    workunits: workunits.length,
    flops: workunits.reduce((total, workunit) => total + workunit.flops, 0),
    workMicro: String(workMicro),
    verificationMicro: String(verificationMicro),
    totalMicro: String(workMicro + verificationMicro),
    uncountedOperators,
  };
}
