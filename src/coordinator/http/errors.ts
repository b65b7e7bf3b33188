// One place turns whatever was thrown into an answer: our errors by their table, a database that is away into
// 503 with Retry-After, anything else into a 500 that tells the caller nothing of the inside.

import type { Context as HttpContext } from 'hono';
import { ERROR_STATUS, TabloomError } from '../../protocol/errors.ts';
import { databaseAway, isDatabaseAway } from '../db/pool.ts';

export function answerError(http: HttpContext, thrown: unknown, log: (line: string) => void): Response {
  const error = wireable(thrown, log);
  const headers: Record<string, string> = {};
  if (error.retryAfterMs !== undefined) headers['retry-after'] = String(Math.ceil(error.retryAfterMs / 1000));
  if (error.code === 'not_signed_in' || error.code.startsWith('token_'))
    headers['www-authenticate'] = 'Bearer';
  return http.json({ error: error.toWire() }, ERROR_STATUS[error.code] as 400, headers);
}

function wireable(thrown: unknown, log: (line: string) => void): TabloomError {
  if (thrown instanceof TabloomError) return thrown;
  if (isDatabaseAway(thrown)) return databaseAway(thrown);
  log(`Unexpected error: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`);
  return new TabloomError('internal', 'Something went wrong here, and it was noted. Please try again later.');
}
