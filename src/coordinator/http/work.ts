// Leases and results over HTTP: parse, call, answer.

import { createHash } from 'node:crypto';
import type { Context as HttpContext } from 'hono';
import { TabloomError } from '../../protocol/errors.ts';
import { parseWith } from '../../protocol/wire.ts';
import {
  LeaseRequest,
  type LeaseRef,
  RenewRequest,
  ResultItem,
  ResultsRequest,
  ReturnRequest,
  type ResultOutcome,
  type ResultsResponse,
  type ReturnResponse,
} from '../../protocol/work.ts';
import type { Context } from '../services/context.ts';
import type { Leases } from '../services/leases.ts';
import { openLease, type Session } from '../services/tokens.ts';
import type { Transitions } from '../services/transitions.ts';
import { readBody, readJson, readValue, requireSession } from './requests.ts';

/** Who was gone before the answer (a tab that was closed) holds no lease: it goes back at once. */
export async function postLease(
  { context, leases, transitions }: { context: Context; leases: Leases; transitions: Transitions },
  http: HttpContext,
): Promise<Response> {
  const session = requireSession(context, http);
  const { signal } = http.req.raw;
  const request = await readJson(http, LeaseRequest, 'the lease request');
  const response = await leases.take({ session, request });
  if (signal.aborted) await giveBack(transitions, context, response.tasks);
  return http.json(response);
}

export async function postRenewal(context: Context, leases: Leases, http: HttpContext): Promise<Response> {
  const session = requireSession(context, http);
  return http.json(await leases.renew(session, await readJson(http, RenewRequest, 'the renewal')));
}

/** The lease tokens alone decide what is handed back. */
export async function postReturn(
  transitions: Transitions,
  context: Context,
  http: HttpContext,
): Promise<ReturnResponse> {
  const { leases } = await readJson(http, ReturnRequest, 'the return');
  return giveBack(transitions, context, leases);
}

/** From a closing page, by beacon and without a bearer token: the host's visit ends, too. */
export async function postDeparture(
  transitions: Transitions,
  context: Context,
  http: HttpContext,
): Promise<ReturnResponse> {
  const { leases } = await readJson(http, ReturnRequest, 'the return');
  const response = await giveBack(transitions, context, leases);
  const hostIds = leases.map(
    ({ taskId, leaseToken }) => openLease(context.secret, taskId, leaseToken).hostId,
  );
  await context.presence.departed(context.pool, [...new Set(hostIds)], context.clock());
  return response;
}

async function giveBack(
  transitions: Transitions,
  context: Context,
  leases: readonly LeaseRef[],
): Promise<ReturnResponse> {
  const outcomes = await Promise.allSettled(
    leases.map(async ({ taskId, leaseToken }) => {
      const lease = openLease(context.secret, taskId, leaseToken);
      return transitions.add({ ...lease, taskId, type: 'return' });
    }),
  );
  // Refused only after the good ones were handed back.
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  return { returned: outcomes.length };
}

export async function postResults(
  context: Context,
  transitions: Transitions,
  http: HttpContext,
): Promise<Response> {
  const session = requireSession(context, http);
  const { results } = parseWith(ResultsRequest, await readBody(http, 'the results'), 'the results');
  const outcomes = await Promise.all(results.map((item) => reportOne(context, transitions, session, item)));
  const response: ResultsResponse = { results: outcomes };
  return http.json(response);
}

/** One item, one outcome: what is wrong with it stays with it. */
async function reportOne(
  context: Context,
  transitions: Transitions,
  session: Session,
  raw: unknown,
): Promise<ResultOutcome> {
  let taskId: string | null = null;
  try {
    const item = readValue(ResultItem, raw, 'The result', 'result_malformed');
    taskId = item.taskId;
    if ((item.outputs === undefined) === (item.failure === undefined)) {
      throw new TabloomError('result_malformed', 'A result carries either outputs or a failure.');
    }
    const lease = openLease(context.secret, item.taskId, item.leaseToken);
    if (lease.hostId !== session.hostId) {
      throw new TabloomError('lease_not_yours', 'This task is leased to another host.');
    }
    const outcome = await transitions.add({
      type: 'result',
      ...lease,
      taskId: item.taskId,
      bodyHash: createHash('sha256').update(JSON.stringify(raw)).digest(),
      numericClass: item.numericClass,
      computeMs: item.computeMs,
      outputs: item.outputs ?? null,
      failure: item.failure ?? null,
    });
    return { taskId, ...outcome };
  } catch (error) {
    if (!(error instanceof TabloomError)) throw error;
    return { taskId, error: error.toWire() };
  }
}
