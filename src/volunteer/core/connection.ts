// The calls of the wire, typed, over fetch. Signs in by itself when there is no token, when it runs out, or when
// the coordinator refuses it. Nothing is retried here beyond that: see link.ts.

import { asTabloomError } from '../../protocol/errors.ts';
import type { Sha256 } from '../../protocol/ids.ts';
import { SessionResponse, type SessionRequest } from '../../protocol/sessions.ts';
import { parseWith } from '../../protocol/wire.ts';
import { MeResponse, RenewResponse } from '../../protocol/work.ts';
import type { LeaseRequest, RenewRequest, ReturnRequest } from '../../protocol/work.ts';
import { readLeases, readOutcomes, type Leased, type Outcome } from './answers.ts';
import { askChallenge } from './challenge.ts';
import { answerOf, away, callJson, refusalOf, type Init } from './http.ts';
import type { Identity } from './identity.ts';

/** A token is renewed this long before it runs out. */
const TOKEN_MARGIN_MS = 60_000;

type CallOptions = Pick<Init, 'keepalive'>;

/** Every call may throw a TabloomError: the coordinator's own, `coordinator_away` or `aborted`. */
export type Connection = {
  /** Where the departure beacon goes. */
  readonly departureUrl: string;
  /** The only call that makes an account where there is none; the others throw `not_signed_in`. */
  signIn(signal: AbortSignal): Promise<{ volunteerId: string; lasting: boolean }>;
  lease(signal: AbortSignal, request: LeaseRequest): Promise<Leased>;
  renew(signal: AbortSignal, request: RenewRequest): Promise<RenewResponse>;
  giveBack(signal: AbortSignal, request: ReturnRequest, options?: CallOptions): Promise<void>;
  /** `body` is a ResultsRequest as JSON: the same text again is the same request. */
  postResults(signal: AbortSignal, body: string, options?: CallOptions): Promise<Outcome[]>;
  me(signal: AbortSignal): Promise<MeResponse>;
  /** A call of any path with a JSON answer, unchecked; a GET without `init`. */
  send(signal: AbortSignal, path: string, init?: Pick<Init, 'method' | 'body'>): Promise<unknown>;
  /** A GET of any path, its body whatever it is. */
  download(signal: AbortSignal, path: string): Promise<Blob>;
  /** The next call asks for the identity anew, and signs in with it. */
  forget(): void;
  /** The artifact's bytes from `fromByte` on (206), or whole (200), or a refusal of the range (416). */
  openArtifact(signal: AbortSignal, sha256: Sha256, fromByte: number): Promise<Response>;
};

type Session = { token: string; renewAt: number; volunteerId: string };

/** `identity` is asked for at the first sign-in, and whether it may be a new one. `clock` in milliseconds since the epoch. */
export function createConnection(options: {
  coordinatorUrl: string;
  identity: (mayMake: boolean) => Promise<Identity>;
  clock: () => number;
}): Connection {
  const { clock } = options;
  const base = options.coordinatorUrl.replace(/\/*$/, '/');
  const urlOf = (path: string): string => new URL(path.replace(/^\/+/, ''), base).href;
  /** Another one after each `forget`: what was begun before is another key's. */
  let era = 0;
  let identity: Promise<Identity> | undefined;
  let session: Session | undefined;
  let signingIn: Promise<void> | undefined;

  async function openSession(signal: AbortSignal, { publicKey, sign }: Identity): Promise<Session> {
    const message = await askChallenge(signal, base, { publicKey, purpose: 'sign-in' });
    const request: SessionRequest = { publicKey, message, signature: await sign(message) };
    const answer = await callJson(signal, urlOf('v1/sessions'), {
      method: 'POST',
      body: JSON.stringify(request),
    });
    const { token, expiresAt, volunteerId } = parseWith(
      SessionResponse,
      answer,
      'The answer to the sign-in',
      'coordinator_away',
    );
    const renewAt = Date.parse(expiresAt) - TOKEN_MARGIN_MS;
    // A token that seems to have run out on arrival shows a wrong clock here: the coordinator will say when.
    return { token, renewAt: renewAt > clock() ? renewAt : Infinity, volunteerId };
  }

  function openKey(mayMake: boolean): Promise<Identity> {
    const opening = options.identity(mayMake).catch((thrown: unknown) => {
      if (identity === opening) identity = undefined;
      throw asTabloomError(thrown, 'host_incapable');
    });
    return opening;
  }

  /** For all who wait: of a failure each of them hears, and the next call begins anew. */
  function startSignIn(signal: AbortSignal, key: Identity): Promise<void> {
    const mine = era;
    const opening = openSession(signal, key)
      .then((opened) => {
        if (mine === era) session = opened;
      })
      .finally(() => {
        if (signingIn === opening) signingIn = undefined;
      });
    return opening;
  }

  /** One sign-in at a time; one that ended with another caller's signal, or was of a key of before, is taken up again. */
  async function signedIn(signal: AbortSignal): Promise<Session> {
    for (;;) {
      signal.throwIfAborted();
      if (session !== undefined && session.renewAt > clock()) return session;
      const mine = era;
      try {
        const key = await (identity ??= openKey(false));
        if (mine === era) await (signingIn ??= startSignIn(signal, key));
      } catch (thrown) {
        signal.throwIfAborted();
        if (mine === era && !isGivenUp(thrown)) throw thrown;
      }
    }
  }

  /** Signs in anew once when the token is refused. */
  async function authorized<T>(
    signal: AbortSignal,
    call: (headers: Init['headers']) => Promise<T>,
  ): Promise<T> {
    const first = await signedIn(signal);
    const withToken = (token: string): Promise<T> => call({ authorization: `Bearer ${token}` });
    try {
      return await withToken(first.token);
    } catch (thrown) {
      const { code } = asTabloomError(thrown);
      if (code !== 'token_expired' && code !== 'token_invalid' && code !== 'not_signed_in') throw thrown;
      if (session === first) session = undefined;
      return withToken((await signedIn(signal)).token);
    }
  }

  const send = (signal: AbortSignal, path: string, init: Init = {}): Promise<unknown> =>
    authorized(signal, (headers = {}) => callJson(signal, urlOf(path), { ...init, headers }));
  const post = (signal: AbortSignal, path: string, body: string, more: CallOptions = {}): Promise<unknown> =>
    send(signal, path, { method: 'POST', body, ...more });

  return {
    departureUrl: urlOf('v1/departures'),
    async signIn(signal) {
      const { lasting } = await (identity = openKey(true));
      const { volunteerId } = await signedIn(signal);
      return { volunteerId, lasting };
    },
    lease: async (signal, request) => readLeases(await post(signal, 'v1/leases', JSON.stringify(request))),
    async renew(signal, request) {
      const answer = await post(signal, 'v1/leases/renew', JSON.stringify(request));
      return parseWith(RenewResponse, answer, 'The answer to the renewal');
    },
    async giveBack(signal, request, more) {
      await post(signal, 'v1/leases/return', JSON.stringify(request), more);
    },
    postResults: async (signal, body, more) => readOutcomes(await post(signal, 'v1/results', body, more)),
    async me(signal) {
      return parseWith(MeResponse, await send(signal, 'v1/me'), 'The answer about this volunteer');
    },
    send,
    download: (signal, path) =>
      authorized(signal, async (headers = {}) => {
        const response = await answerOf(signal, urlOf(path), { headers, cache: 'no-store' });
        if (!response.ok) throw await refusalOf(signal, response);
        return away(signal, response.blob());
      }),
    forget() {
      era += 1;
      identity = undefined;
      session = undefined;
      signingIn = undefined;
    },
    async openArtifact(signal, sha256, fromByte) {
      const headers: Record<string, string> = fromByte > 0 ? { range: `bytes=${fromByte}-` } : {};
      const response = await answerOf(signal, urlOf(`v1/artifacts/${sha256}`), { headers });
      if (response.ok || response.status === 416) return response;
      throw await refusalOf(signal, response);
    },
  };
}

/** The caller whose signal it was has ended it; the others still want to be signed in. */
function isGivenUp(thrown: unknown): boolean {
  if (thrown instanceof DOMException) return thrown.name === 'AbortError' || thrown.name === 'TimeoutError';
  return asTabloomError(thrown).code === 'aborted';
}
