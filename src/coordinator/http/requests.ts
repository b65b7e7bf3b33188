// Reading requests: bodies within their limit, JSON that is JSON, schemas, bearer tokens, path parameters.

import type { Context as HttpContext } from 'hono';
import type * as v from 'valibot';
import { TabloomError, type ErrorCode } from '../../protocol/errors.ts';
import { parseWith } from '../../protocol/wire.ts';
import type { Context } from '../services/context.ts';
import { openSession, type Session } from '../services/tokens.ts';

/** The body as JSON that fits `schema`. Throws bad_json, bad_request or body_too_large (by the limit's middleware). */
export async function readJson<T extends v.GenericSchema>(
  http: HttpContext,
  schema: T,
  what: string,
): Promise<v.InferOutput<T>> {
  return readValue(schema, await readBody(http, what), what);
}

/** The body as JSON of whatever shape. Throws bad_json or body_too_large. */
export async function readBody(http: HttpContext, what: string): Promise<unknown> {
  const text = await http.req.text();
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'no JSON';
    throw new TabloomError('bad_json', `The body of ${what} is not JSON: ${reason}.`, { cause: error });
  }
}

/** The value if it fits `schema` and the database takes its texts; throws `code` otherwise. */
export function readValue<T extends v.GenericSchema>(
  schema: T,
  value: unknown,
  what: string,
  code: ErrorCode = 'bad_request',
): v.InferOutput<T> {
  const fitting = parseWith(schema, value, what, code);
  const path = findUnstorableText(fitting);
  if (path !== null) {
    const message = `${what} does not fit: ${path}: has characters that cannot be stored (a NUL, or half of a surrogate pair).`;
    throw new TabloomError(code, message);
  }
  return fitting;
}

/** PostgreSQL takes neither in its texts and its jsonb. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;

/** The path of the first such text or key, in dots, or null. */
function findUnstorableText(value: unknown, path = ''): string | null {
  if (typeof value === 'string') return UNSTORABLE.test(value) ? path : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    if (UNSTORABLE.test(key)) return path;
    const found = findUnstorableText(inner, path === '' ? key : `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
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
  const session = openSession(context.secret, token, context.clock());
  context.refused.check(session);
  return session;
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
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new TabloomError('bad_request', `The query's '${name}' must be a whole number, not '${text}'.`);
  }
  return value;
}

/** The coordinator's origin as challenges name it. */
export function originOf(context: Context, http: HttpContext): string {
  return context.settings.publicOrigin || new URL(http.req.url).origin;
}
