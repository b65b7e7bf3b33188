// Reading requests: bodies within their limit, JSON that is JSON, schemas, bearer tokens, path parameters.

import type { Context as HttpContext } from 'hono';
import type * as v from 'valibot';
import { TabloomError } from '../../protocol/errors.ts';
import { parseWith } from '../../protocol/wire.ts';
import type { Context } from '../services/context.ts';
import { openSession, type Session } from '../services/tokens.ts';

/** The body as JSON that fits `schema`. Throws bad_json, bad_request or body_too_large (by the limit's middleware). */
export async function readJson<T extends v.GenericSchema>(
  http: HttpContext,
  schema: T,
  what: string,
): Promise<v.InferOutput<T>> {
  const text = await http.req.text();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'no JSON';
    throw new TabloomError('bad_json', `The body of ${what} is not JSON: ${reason}.`, { cause: error });
  }
  return parseWith(schema, value, what);
}

/** Throws not_signed_in, token_invalid or token_expired. */
export function requireSession(context: Context, http: HttpContext): Session {
  const session = optionalSession(context, http);
  if (!session) {
    const message = 'This needs a bearer token. Sign in with POST /v1/challenges and POST /v1/sessions.';
    throw new TabloomError('not_signed_in', message);
  }
  return session;
}

export function optionalSession(context: Context, http: HttpContext): Session | null {
  const header = http.req.header('authorization');
  if (header === undefined) return null;
  const token = /^Bearer (\S+)$/i.exec(header)?.[1];
  if (token === undefined) {
    throw new TabloomError('token_invalid', 'The Authorization header must read: Bearer <token>.');
  }
  return openSession(context.secret, token, context.clock());
}

export function pathParam<T extends v.GenericSchema>(
  http: HttpContext,
  name: string,
  schema: T,
): v.InferOutput<T> {
  return parseWith(schema, http.req.param(name), `The ${name} in the address`);
}

/** A whole number from the query, or null when it is not given. */
export function queryNumber(http: HttpContext, name: string): number | null {
  const text = http.req.query(name);
  if (text === undefined) return null;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new TabloomError('bad_request', `The query's '${name}' must be a whole number, not '${text}'.`);
  }
  return value;
}

/** The coordinator's origin as challenges name it. */
export function originOf(context: Context, http: HttpContext): string {
  return context.settings.publicOrigin || new URL(http.req.url).origin;
}
