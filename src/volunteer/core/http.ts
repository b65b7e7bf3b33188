// One request over fetch and its answer, or the TabloomError that it amounts to: the coordinator's own,
// `coordinator_away` for a network that fails, `aborted`. Knows no tokens.

import { TabloomError } from '../../protocol/errors.ts';
import { errorFromAnswer, parseJson } from './answers.ts';
import { withDeadline } from './waiting.ts';

/** A call without an answer for this long counts as lost. */
const CALL_DEADLINE_MS = 30_000;

export type Init = {
  method?: string;
  body?: string;
  headers?: Record<string, string>;
  /** The request may outlive the page (bodies up to 64 KB). */
  keepalive?: boolean;
};

/** One request and its JSON answer. */
export function callJson(signal: AbortSignal, url: string, init: Init): Promise<unknown> {
  const late = (): TabloomError =>
    new TabloomError('coordinator_away', 'The coordinator did not answer in time.');
  return withDeadline(signal, CALL_DEADLINE_MS, late, async (inner) => {
    const type = init.body === undefined ? {} : { 'content-type': 'application/json' };
    const headers = { ...type, ...init.headers };
    const response = await answerOf(inner, url, { ...init, headers, cache: 'no-store' });
    if (!response.ok) throw await refusalOf(inner, response);
    const answer = parseJson(await away(inner, response.text()));
    if (answer !== undefined) return answer;
    throw new TabloomError(
      'coordinator_away',
      'The address of the coordinator answered, but not as a coordinator does.',
    );
  });
}

export function answerOf(
  signal: AbortSignal,
  url: string,
  init: Init & { cache?: 'no-store' },
): Promise<Response> {
  return away(signal, fetch(url, { ...init, credentials: 'omit', signal }));
}

/** What an answer that is not ok says. */
export async function refusalOf(signal: AbortSignal, response: Response): Promise<TabloomError> {
  const text = await away(signal, response.text());
  return errorFromAnswer(response.status, response.headers.get('retry-after'), text);
}

/** A network failure as `coordinator_away`; an abort stays what it is. */
export async function away<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (thrown) {
    signal.throwIfAborted();
    throw new TabloomError('coordinator_away', 'The coordinator cannot be reached.', { cause: thrown });
  }
}
