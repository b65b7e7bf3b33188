// How an error looks in a body, and the reading of unknown JSON against a schema with a message for people.

import * as v from 'valibot';
import { TabloomError, type ErrorCode } from './errors.ts';

export const WireErrorSchema = v.object({
  code: v.string(),
  message: v.string(),
  retryAfterMs: v.optional(v.number()),
});

export const ErrorBody = v.object({ error: WireErrorSchema });

/** The value if it fits, else a TabloomError that names the first three misfits and their paths. */
export function parseWith<T extends v.GenericSchema>(
  schema: T,
  value: unknown,
  what: string,
  code: ErrorCode = 'bad_request',
): v.InferOutput<T> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const misfits = result.issues.slice(0, 3).map((issue) => {
    const path = v.getDotPath(issue);
    return `${path === null ? '' : `${path}: `}${issue.message}`;
  });
  const more = result.issues.length > 3 ? ` (and ${result.issues.length - 3} more)` : '';
  throw new TabloomError(code, `${what} does not fit: ${misfits.join('; ')}${more}.`);
}
