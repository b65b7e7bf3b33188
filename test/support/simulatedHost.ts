// A host that speaks the wire by hand: for contract tests, where what is sent matters, not how it is computed.

import type { LeasedTask, LeaseResponse, ResultOutcome, ResultsResponse } from '../../src/protocol/work.ts';
import type { Outputs } from '../../src/protocol/values.ts';
import { createRequester, type Signer } from '../../src/sdk/requester.ts';
import { createSigner } from './signer.ts';

export const NUMERIC_CLASS = {
  engine: 'onnxruntime-web',
  executionProvider: 'wasm',
  threads: 1,
  platform: 'Test 1',
} as const;

export const CAPABILITIES = { numericClass: NUMERIC_CLASS, gflops: 10 } as const;

export type Answer<T> = { status: number; body: T & { error?: { code: string; message: string } } };

export type SimulatedHost = {
  signer: Signer;
  token: string;
  call<T>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<T>>;
  lease(options?: { maxTasks?: number; seconds?: number }): Promise<LeasedTask[]>;
  report(task: LeasedTask, outputs: Outputs): Promise<ResultOutcome>;
  fail(task: LeasedTask, code: 'engine_failed' | 'host_incapable', message: string): Promise<ResultOutcome>;
};

export async function signInHost(url: string, signer?: Signer): Promise<SimulatedHost> {
  const key = signer ?? (await createSigner());
  const signal = AbortSignal.timeout(30_000);
  const token = await createRequester({ coordinatorUrl: url, signer: key }).token(signal);

  async function call<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Answer<T>['body'] };
  }

  async function post(task: LeasedTask, rest: Record<string, unknown>): Promise<ResultOutcome> {
    const { taskId, leaseToken } = task;
    const item = { taskId, leaseToken, numericClass: NUMERIC_CLASS, computeMs: 5, ...rest };
    const { body } = await call<ResultsResponse>('POST', '/v1/results', { results: [item] });
    return body.results[0]!;
  }

  return {
    signer: key,
    token,
    call,
    async lease({ maxTasks = 1, seconds = 3600 } = {}) {
      const request = { capabilities: CAPABILITIES, seconds, maxTasks };
      return (await call<LeaseResponse>('POST', '/v1/leases', request)).body.tasks;
    },
    report: (task, outputs) => post(task, { outputs }),
    fail: (task, code, message) => post(task, { failure: { code, message } }),
  };
}

/** `count` volunteers, a host each. */
export async function signInHosts(url: string, count: number): Promise<SimulatedHost[]> {
  return Promise.all(Array.from({ length: count }, () => signInHost(url)));
}

/** The same host with a token of now, after the clock was stepped past the end of its last one. */
export function signInAgain(url: string, host: SimulatedHost): Promise<SimulatedHost> {
  return signInHost(url, host.signer);
}
