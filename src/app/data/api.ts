// The public half of the API, read over fetch. The pages trust the types of the protocol: checking every field
// here would put the schemas into the shell.

import { errorFromWire, TabloomError } from '../../protocol/errors.ts';

const DEADLINE_MS = 15_000;

export type Api = {
  readonly coordinatorUrl: string;
  /** Throws a TabloomError: the coordinator's own, or `coordinator_away`. */
  get<T>(path: string): Promise<T>;
};

export function createApi(coordinatorUrl: string): Api {
  return {
    coordinatorUrl,
    async get<T>(path: string) {
      let response: Response;
      let body: unknown;
      try {
        response = await fetch(coordinatorUrl + path, {
          credentials: 'omit',
          signal: AbortSignal.timeout(DEADLINE_MS),
        });
        body = await response.json();
      } catch (cause) {
        throw new TabloomError('coordinator_away', 'The coordinator does not answer.', { cause });
      }
      if (response.ok) return body as T;
      throw errorOf(body);
    },
  };
}

function errorOf(body: unknown): TabloomError {
  if (typeof body === 'object' && body !== null && 'error' in body) {
    return errorFromWire(body.error as Parameters<typeof errorFromWire>[0]);
  }
  return new TabloomError('coordinator_away', 'Something answers at the coordinator\u2019s address, but not as a coordinator.');
}
