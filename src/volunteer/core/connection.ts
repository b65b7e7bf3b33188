// The calls of the wire, typed, over fetch. Signs in by itself when there is no token, when it runs out, or when
// the coordinator refuses it. Nothing is retried here beyond that: see link.ts.

import type * as v from 'valibot';
import { asTabloomError, TabloomError } from '../../protocol/errors.ts';
import type { Sha256 } from '../../protocol/ids.ts';
import { ChallengeResponse, SessionResponse, type SessionRequest } from '../../protocol/sessions.ts';
import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import { parseWith } from '../../protocol/wire.ts';
import { MeResponse, RenewResponse } from '../../protocol/work.ts';
import type { LeaseRequest, RenewRequest, ReturnRequest } from '../../protocol/work.ts';
import {
  errorFromAnswer,
  parseJson,
  readLeases,
  readOutcomes,
  type Leased,
  type Outcome,
} from './answers.ts';
import { checkChallenge } from './challenge.ts';
import type { Identity } from './identity.ts';
import { withDeadline } from './waiting.ts';

/** A call without an answer for this long counts as lost. */
const CALL_DEADLINE_MS = 30_000;
/** A token is renewed this long before it runs out. */
const TOKEN_MARGIN_MS = 60_000;

type Init = CallOptions & { method?: string; body?: string; headers?: Record<string, string> };

type CallOptions = {
  /** The request may outlive the page (bodies up to 64 KB). */
  keepalive?: boolean;
};

/** Every call may throw a TabloomError: the coordinator's own, `coordinator_away` or `aborted`. */
export type Connection = {
  /** Where the departure beacon goes. */
  readonly departureUrl: string;
  signIn(signal: AbortSignal): Promise<{ volunteerId: string; lasting: boolean }>;
  lease(signal: AbortSignal, request: LeaseRequest): Promise<Leased>;
  renew(signal: AbortSignal, request: RenewRequest): Promise<RenewResponse>;
  giveBack(signal: AbortSignal, request: ReturnRequest, options?: CallOptions): Promise<void>;
  /** `body` is a ResultsRequest as JSON: the same text again is the same request. */
  postResults(signal: AbortSignal, body: string, options?: CallOptions): Promise<Outcome[]>;
  me(signal: AbortSignal): Promise<MeResponse>;
  /** A GET of any path, unchecked. */
  read(signal: AbortSignal, path: string): Promise<unknown>;
  /** The artifact's bytes from `fromByte` on (206), or whole (200), or a refusal of the range (416). */
  openArtifact(signal: AbortSignal, sha256: Sha256, fromByte: number): Promise<Response>;
};

type Session = { token: string; renewAt: number; volunteerId: string };

/** `identity` is asked for at the first sign-in. `clock` in milliseconds since the epoch. */
export function createConnection(options: {
  coordinatorUrl: string;
  identity: () => Promise<Identity>;
  clock: () => number;
}): Connection {
  const { clock } = options;
  const base = options.coordinatorUrl.replace(/\/*$/, '/');
  const urlOf = (path: string): string => new URL(path, base).href;
  let identity: Promise<Identity> | undefined;
  let session: Session | undefined;
  let signingIn: Promise<Session> | undefined;

  async function post<T extends v.GenericSchema>(
    signal: AbortSignal,
    path: string,
    body: unknown,
    schema: T,
  ): Promise<v.InferOutput<T>> {
    const answer = await call(signal, urlOf(path), { method: 'POST', body: JSON.stringify(body) });
    return parseWith(schema, answer, 'The answer to the sign-in', 'coordinator_away');
  }

  async function openSession(signal: AbortSignal): Promise<Session> {
    identity ??= options.identity();
    const { publicKey, sign } = await identity.catch((thrown: unknown) => {
      identity = undefined;
      throw asTabloomError(thrown, 'host_incapable');
    });
    const hello = { protocol: PROTOCOL_VERSION, publicKey, purpose: 'sign-in' };
    const { message } = await post(signal, 'v1/challenges', hello, ChallengeResponse);
    checkChallenge(message, base);
    const request: SessionRequest = { publicKey, message, signature: await sign(message) };
    const { token, expiresAt, volunteerId } = await post(signal, 'v1/sessions', request, SessionResponse);
    const renewAt = Date.parse(expiresAt) - TOKEN_MARGIN_MS;
    // A token that seems to have run out on arrival shows a wrong clock here: the coordinator will say when.
    return { token, renewAt: renewAt > clock() ? renewAt : Infinity, volunteerId };
  }

  /** One sign-in at a time; one that ended with another caller's signal is taken up again. */
  async function signedIn(signal: AbortSignal): Promise<Session> {
    for (;;) {
      signal.throwIfAborted();
      if (session !== undefined && session.renewAt > clock()) return session;
      signingIn ??= openSession(signal).finally(() => (signingIn = undefined));
      try {
        session = await signingIn;
      } catch (thrown) {
        signal.throwIfAborted();
        if (asTabloomError(thrown).code !== 'aborted') throw thrown;
      }
    }
  }

  /** Signs in anew once when the token is refused. */
  async function authorized(signal: AbortSignal, path: string, init: Init): Promise<unknown> {
    const first = await signedIn(signal);
    const withToken = (token: string): Promise<unknown> =>
      call(signal, urlOf(path), { ...init, headers: { authorization: `Bearer ${token}` } });
    try {
      return await withToken(first.token);
    } catch (thrown) {
      const { code } = asTabloomError(thrown);
      if (code !== 'token_expired' && code !== 'token_invalid' && code !== 'not_signed_in') throw thrown;
      if (session === first) session = undefined;
      return withToken((await signedIn(signal)).token);
    }
  }

  const send = (signal: AbortSignal, path: string, body: string, more: CallOptions = {}): Promise<unknown> =>
    authorized(signal, path, { method: 'POST', body, ...more });

  return {
    departureUrl: urlOf('v1/departures'),
    async signIn(signal) {
      const { volunteerId } = await signedIn(signal);
      return { volunteerId, lasting: (await identity)?.lasting ?? false };
    },
    lease: async (signal, request) => readLeases(await send(signal, 'v1/leases', JSON.stringify(request))),
    async renew(signal, request) {
      const answer = await send(signal, 'v1/leases/renew', JSON.stringify(request));
      return parseWith(RenewResponse, answer, 'The answer to the renewal');
    },
    async giveBack(signal, request, more) {
      await send(signal, 'v1/leases/return', JSON.stringify(request), more);
    },
    postResults: async (signal, body, more) => readOutcomes(await send(signal, 'v1/results', body, more)),
    async me(signal) {
      return parseWith(MeResponse, await authorized(signal, 'v1/me', {}), 'The answer about this volunteer');
    },
    read: (signal, path) => authorized(signal, path.replace(/^\/+/, ''), {}),
    async openArtifact(signal, sha256, fromByte) {
      const headers: Record<string, string> = fromByte > 0 ? { range: `bytes=${fromByte}-` } : {};
      const response = await answerOf(signal, urlOf(`v1/artifacts/${sha256}`), { headers });
      if (response.ok || response.status === 416) return response;
      throw errorFromAnswer(response.status, response.headers.get('retry-after'), await response.text());
    },
  };
}

/** One request and its JSON answer. */
function call(signal: AbortSignal, url: string, init: Init): Promise<unknown> {
  const late = (): TabloomError =>
    new TabloomError('coordinator_away', 'The coordinator did not answer in time.');
  return withDeadline(signal, CALL_DEADLINE_MS, late, async (inner) => {
    const type = init.body === undefined ? {} : { 'content-type': 'application/json' };
    const headers = { ...type, ...init.headers };
    const response = await answerOf(inner, url, { ...init, headers, cache: 'no-store' });
    const text = await away(inner, response.text());
    if (!response.ok) throw errorFromAnswer(response.status, response.headers.get('retry-after'), text);
    const answer = parseJson(text);
    if (answer !== undefined) return answer;
    throw new TabloomError(
      'coordinator_away',
      'The address of the coordinator answered, but not as a coordinator does.',
    );
  });
}

function answerOf(signal: AbortSignal, url: string, init: Init & { cache?: 'no-store' }): Promise<Response> {
  return away(signal, fetch(url, { ...init, credentials: 'omit', signal }));
}

/** A network failure as `coordinator_away`; an abort stays what it is. */
async function away<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (thrown) {
    signal.throwIfAborted();
    throw new TabloomError('coordinator_away', 'The coordinator cannot be reached.', { cause: thrown });
  }
}
