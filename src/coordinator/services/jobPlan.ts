// From a job request to its workunits, output specification and price: everything is fixed before the start.

import { analyse } from '../../domain/onnx/analyse.ts';
import { readModel } from '../../domain/onnx/readModel.ts';
import type { OutputSpecs } from '../../domain/outputs.ts';
import { priceMicroCredits } from '../../domain/price.ts';
import { modelInputShapes, readShard, type Shard } from '../../domain/shard.ts';
import { TabloomError } from '../../protocol/errors.ts';
import type { Sha256 } from '../../protocol/ids.ts';
import type { CreateJob, Price } from '../../protocol/requests.ts';
import type { NewWorkunit } from '../db/queries/jobs.ts';
import { artifactSizes } from '../db/queries/artifacts.ts';
import type { Context } from './context.ts';
import { checkDisplay, checkTruth, loosest, outputSpecsOf } from './jobFit.ts';

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
  const alphabets = await alphabetSizes(context, job);
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
    const specs = outputSpecsOf(job.program, analysis.outputs, batch, alphabets);
    outputSpecs = outputSpecs ? loosest(outputSpecs, specs) : specs;
    costs.set(key, analysis.flops);
    return analysis.flops;
  };

  // A job may name one shard many times; its tensors are only looked at, so the last one is kept.
  let last: { artifact: Sha256; shard: Shard } | undefined;
  const shardOf = async (artifact: Sha256): Promise<Shard> => {
    if (last?.artifact !== artifact) {
      const shard = readShard(await context.blobs.read(artifact));
      checkDisplay(job, shard);
      last = { artifact, shard };
    }
    return last.shard;
  };

  for (const { artifact } of job.inputs) {
    const shard = await shardOf(artifact);
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

/** Symbols of every alphabet that the program decodes with, one a line. */
async function alphabetSizes(context: Context, job: CreateJob): Promise<Map<Sha256, number>> {
  const sizes = new Map<Sha256, number>();
  for (const { decode } of Object.values(job.program.outputs)) {
    if (decode.type !== 'ctc' || sizes.has(decode.alphabet)) continue;
    const text = new TextDecoder().decode(await context.blobs.read(decode.alphabet));
    sizes.set(decode.alphabet, text.split('\n').length);
  }
  return sizes;
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
