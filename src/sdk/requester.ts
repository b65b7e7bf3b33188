// The requester's client: upload artifacts, create projects and jobs, read results. Runs in Node and browsers.

import * as v from 'valibot';
import { errorFromWire, TabloomError } from '../protocol/errors.ts';
import type { JobId, ProjectId, Sha256 } from '../protocol/ids.ts';
import {
  ArtifactResponse,
  CreateJobResponse,
  JobResultLine,
  JobView,
  ProjectView,
  type CreateJob,
  type CreateProject,
  type Price,
} from '../protocol/requests.ts';
import { ChallengeResponse, SessionResponse } from '../protocol/sessions.ts';
import { PROTOCOL_VERSION } from '../protocol/version.ts';
import { ErrorBody, parseWith } from '../protocol/wire.ts';

/** An Ed25519 key: `publicKey` is 32 raw bytes in base64; `sign` gives 64 bytes in base64. */
export type Signer = { publicKey: string; sign(message: string): Promise<string> };

/** What a job request looks like before its defaults are filled in. */
export type JobRequest = v.InferInput<typeof CreateJob>;

/** Every call throws a TabloomError: the coordinator's own, or coordinator_away. */
export type Requester = {
  /** The present bearer token, for calls by hand. */
  token(signal: AbortSignal): Promise<string>;
  /** Uploads bytes unless the coordinator has them; their name. */
  uploadArtifact(signal: AbortSignal, bytes: Uint8Array<ArrayBuffer>): Promise<Sha256>;
  /** The same id and body again answers as before. */
  createProject(signal: AbortSignal, project: CreateProject): Promise<ProjectView>;
  /** For the operator's key only. */
  approveProject(signal: AbortSignal, id: ProjectId): Promise<ProjectView>;
  priceJob(signal: AbortSignal, job: JobRequest): Promise<Price>;
  createJob(signal: AbortSignal, job: JobRequest): Promise<JobView>;
  job(signal: AbortSignal, id: JobId): Promise<JobView>;
  project(signal: AbortSignal, id: ProjectId): Promise<ProjectView>;
  /** The job's workunits in order. */
  results(signal: AbortSignal, id: JobId): AsyncGenerator<JobResultLine>;
};

const TOKEN_MARGIN_MS = 60_000;

export function createRequester(options: { coordinatorUrl: string; signer: Signer }): Requester {
  const { signer } = options;
  if (!URL.canParse(options.coordinatorUrl)) {
    const message = `'${options.coordinatorUrl}' is no address of a coordinator; one looks like http://localhost:8787.`;
    throw new TabloomError('bad_request', message);
  }
  const urlOf = (path: string) => new URL(path, options.coordinatorUrl.replace(/\/*$/, '/')).href;
  let session: { token: string; renewAt: number } | undefined;

  async function call(signal: AbortSignal, path: string, init: RequestInit = {}): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(urlOf(path), { ...init, signal });
    } catch (error) {
      signal.throwIfAborted();
      const message = `The coordinator at ${options.coordinatorUrl} cannot be reached.`;
      throw new TabloomError('coordinator_away', message, { cause: error });
    }
    if (response.ok) return response;
    const body = v.safeParse(ErrorBody, await response.json().catch(() => null));
    throw body.success
      ? errorFromWire(body.output.error)
      : new TabloomError('coordinator_away', `The coordinator answered ${response.status} without a reason.`);
  }

  async function post<T extends v.GenericSchema>(
    signal: AbortSignal,
    path: string,
    body: unknown,
    schema: T,
    headers: Record<string, string> = {},
  ): Promise<v.InferOutput<T>> {
    const response = await call(signal, path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
    return parseWith(schema, await response.json(), 'The answer', 'internal');
  }

  async function token(signal: AbortSignal): Promise<string> {
    if (session && session.renewAt > Date.now()) return session.token;
    const { publicKey } = signer;
    const hello = { protocol: PROTOCOL_VERSION, publicKey, purpose: 'sign-in' };
    const { message } = await post(signal, 'v1/challenges', hello, ChallengeResponse);
    const answer = { publicKey, message, signature: await signer.sign(message) };
    const signedIn = await post(signal, 'v1/sessions', answer, SessionResponse);
    session = { token: signedIn.token, renewAt: Date.parse(signedIn.expiresAt) - TOKEN_MARGIN_MS };
    return session.token;
  }

  const bearer = async (signal: AbortSignal) => ({ authorization: `Bearer ${await token(signal)}` });

  async function get<T extends v.GenericSchema>(
    signal: AbortSignal,
    path: string,
    schema: T,
  ): Promise<v.InferOutput<T>> {
    return parseWith(schema, await (await call(signal, path)).json(), 'The answer', 'internal');
  }

  return {
    token,
    async uploadArtifact(signal, bytes) {
      const sha256 = await sha256Hex(bytes);
      const path = `v1/artifacts/${sha256}`;
      const there = await fetch(urlOf(path), { method: 'HEAD', signal }).catch(() => null);
      if (there?.ok) return sha256;
      const headers = await bearer(signal);
      const response = await call(signal, path, { method: 'PUT', body: bytes, headers });
      return parseWith(ArtifactResponse, await response.json(), 'The answer', 'internal').sha256;
    },
    createProject: async (signal, project) =>
      post(signal, 'v1/projects', project, ProjectView, await bearer(signal)),
    approveProject: async (signal, id) =>
      post(signal, `v1/projects/${id}/approval`, {}, ProjectView, await bearer(signal)),
    async priceJob(signal, job) {
      const path = 'v1/jobs?dryRun=true';
      const answer = await post(signal, path, job, CreateJobResponse, await bearer(signal));
      if (!answer.dryRun) throw new TabloomError('internal', 'The coordinator created a job for a dry run.');
      return answer.price;
    },
    async createJob(signal, job) {
      const answer = await post(signal, 'v1/jobs', job, CreateJobResponse, await bearer(signal));
      if (answer.dryRun) throw new TabloomError('internal', 'The coordinator answered with a price alone.');
      return answer.job;
    },
    job: (signal, id) => get(signal, `v1/jobs/${id}`, JobView),
    project: (signal, id) => get(signal, `v1/projects/${id}`, ProjectView),
    async *results(signal, id) {
      const response = await call(signal, `v1/jobs/${id}/results`, { headers: await bearer(signal) });
      for await (const line of linesOf(response)) {
        yield parseWith(JobResultLine, JSON.parse(line), 'A line of the results', 'internal');
      }
    },
  };
}

async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<Sha256> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') as Sha256;
}

/** The lines of a response as they arrive, without their ends. */
async function* linesOf(response: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  const reader = response.body!.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') yield line;
    if (done) break;
  }
  if (rest !== '') yield rest;
}
