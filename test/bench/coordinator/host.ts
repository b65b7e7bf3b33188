// A simulated host: a volunteer of its own who leases like a tab does, several tasks at a time and before its queue runs
// dry, and reports a given number of results a request.

import { setTimeout as delay } from 'node:timers/promises';
import type * as v from 'valibot';
import type { LeaseRequest, LeaseResponse, LeasedTask, ResultsResponse } from '../../../src/protocol/work.ts';
import { createRequester } from '../../../src/sdk/requester.ts';
import { createSigner } from '../../support/signer.ts';
import { CAPABILITIES, NUMERIC_CLASS } from '../../support/simulatedHost.ts';
import { tinyOutputs } from '../../support/tinyJob.ts';
import type { Tally } from './tally.ts';
import type { Wire } from './wire.ts';

/** `asksFor`: how many tasks it wants next. */
export type BenchHost = { token: string; queue: LeasedTask[]; asksFor: number };

/** As many as a tab asks for at once (src/volunteer/core/supply.ts). */
const MAX_TASKS = 16;
const WANTED_SECONDS = 30;
const SIGN_IN_MS = 30_000;

/** The real challenge protocol with a key of its own: a new volunteer. Its first lease is small by chance, or all would run dry at once. */
export async function signIn(url: string): Promise<BenchHost> {
  const requester = createRequester({ coordinatorUrl: url, signer: await createSigner() });
  const token = await requester.token(AbortSignal.timeout(SIGN_IN_MS));
  return { token, queue: [], asksFor: 1 + Math.floor(Math.random() * MAX_TASKS) };
}

/** `computeMs`: how long a task takes on the host, on average. With 0 it has one request under way at any time. */
export type Pace = { resultsPerRequest: number; computeMs: number };

/** Works until aborted; what is under way then is completed, so that every result sent is also counted. */
export async function work(
  signal: AbortSignal,
  host: BenchHost,
  wire: Wire,
  tally: Tally,
  { resultsPerRequest, computeMs }: Pace,
): Promise<void> {
  while (!signal.aborted) {
    if (host.queue.length < resultsPerRequest) await lease(signal, host, wire, tally);
    if (host.queue.length < resultsPerRequest) continue;
    if (computeMs > 0) await pause(signal, 2 * Math.random() * computeMs * resultsPerRequest);
    await report(host, wire, tally, host.queue.splice(0, resultsPerRequest));
  }
}

async function lease(signal: AbortSignal, host: BenchHost, wire: Wire, tally: Tally): Promise<void> {
  const wish = { capabilities: CAPABILITIES, seconds: WANTED_SECONDS, maxTasks: host.asksFor };
  host.asksFor = MAX_TASKS;
  const body = JSON.stringify(wish satisfies v.InferInput<typeof LeaseRequest>);
  const startedAt = performance.now();
  const { tasks, retryAfterMs } = await wire.post<LeaseResponse>('/v1/leases', host.token, body);
  tally.lease(tasks.length, performance.now() - startedAt);
  host.queue.push(...tasks);
  if (tasks.length === 0) await pause(signal, retryAfterMs ?? 0);
}

async function report(
  host: BenchHost,
  wire: Wire,
  tally: Tally,
  tasks: readonly LeasedTask[],
): Promise<void> {
  const body = `{"results":[${tasks.map(resultOf).join(',')}]}`;
  const startedAt = performance.now();
  const { results } = await wire.post<ResultsResponse>('/v1/results', host.token, body);
  tally.report(results, performance.now() - startedAt);
}

/** What every result says beside its task, by the first row of the workunit. */
const answers = new Map<number, string>();

/** A ResultItem as JSON, put together by hand: thousands a second, and only the ids differ. */
function resultOf({ taskId, leaseToken, inputs }: LeasedTask): string {
  const { start, end } = inputs[0]!;
  let answer = answers.get(start);
  if (answer === undefined) {
    const rest = { numericClass: NUMERIC_CLASS, computeMs: 5, outputs: tinyOutputs(start, end) };
    answer = JSON.stringify(rest).slice(1);
    answers.set(start, answer);
  }
  return `{"taskId":"${taskId}","leaseToken":"${leaseToken}",${answer}`;
}

/** Ends early when aborted. */
async function pause(signal: AbortSignal, ms: number): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => signal.aborted);
}
