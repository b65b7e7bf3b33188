// What work costs. The same FLOPs cost the same on every device; the formulas behind them are in docs/price.md.

import { TabloomError } from '../protocol/errors.ts';

/**
 * 1 credit = 1/200 day of a machine of 1 GFLOPS = 432 GFLOP, BOINC's cobblestone: COBBLESTONE_SCALE = 200/86400e9
 * in its sources. So one micro-credit buys this many FLOPs.
 */
const FLOPS_PER_MICRO_CREDIT = 432_000n;

/** Exact, rounded up, and never nothing. Throws `internal` for what is no count of FLOPs. */
export function priceMicroCredits(flops: number): bigint {
  if (!Number.isFinite(flops) || flops < 0) {
    throw new TabloomError('internal', `${flops} is no count of FLOPs.`);
  }
  const whole = BigInt(Math.ceil(flops));
  const price = (whole + FLOPS_PER_MICRO_CREDIT - 1n) / FLOPS_PER_MICRO_CREDIT;
  return price > 0n ? price : 1n;
}
