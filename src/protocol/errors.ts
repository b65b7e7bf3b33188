// The closed list of error codes, and the one error type that crosses wires and threads.
// Words for people live with the pages; HTTP statuses stand here, because both ends need them.

export const ERROR_STATUS = {
  bad_request: 400,
  bad_json: 400,
  artifact_hash_mismatch: 400,
  artifact_missing: 400,
  model_unreadable: 400,
  inputs_unfit: 400,
  result_malformed: 400,
  not_signed_in: 401,
  token_invalid: 401,
  token_expired: 401,
  challenge_invalid: 401,
  challenge_expired: 401,
  challenge_used: 401,
  signature_invalid: 401,
  key_revoked: 401,
  budget_empty: 402,
  forbidden: 403,
  lease_not_yours: 403,
  not_found: 404,
  link_code_invalid: 404,
  recovery_unknown: 404,
  method_not_allowed: 405,
  id_conflict: 409,
  result_conflict: 409,
  lease_lost: 410,
  workunit_purged: 410,
  no_agreement: 422,
  body_too_large: 413,
  client_too_old: 426,
  server_too_old: 426,
  rate_limited: 429,
  internal: 500,
  database_away: 503,
  shutting_down: 503,
  // Never sent by a coordinator: what a host finds out by itself.
  coordinator_away: 503,
  engine_unavailable: 500,
  engine_failed: 500,
  host_incapable: 500,
  storage_full: 507,
  aborted: 499,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** What travels: in an HTTP body as `{error: WireError}`, from a worker as the message of an `ErrorReply`. */
export type WireError = { code: ErrorCode; message: string; retryAfterMs?: number };

/** The one error that our own code throws. `message` says what was wrong and what to do. */
export class TabloomError extends Error {
  override readonly name = 'TabloomError';
  readonly code: ErrorCode;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; retryAfterMs?: number } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
  }

  toWire(): WireError {
    return {
      code: this.code,
      message: this.message,
      ...(this.retryAfterMs === undefined ? {} : { retryAfterMs: this.retryAfterMs }),
    };
  }
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERROR_STATUS, value);
}

/** Rebuilds the error from its wire form; an unknown code (a newer server) becomes `internal`. */
export function errorFromWire(wire: {
  code?: unknown;
  message?: unknown;
  retryAfterMs?: unknown;
}): TabloomError {
  const code = isErrorCode(wire.code) ? wire.code : 'internal';
  const message =
    typeof wire.message === 'string' ? wire.message : 'The other side reported an unnamed error.';
  return new TabloomError(
    code,
    message,
    typeof wire.retryAfterMs === 'number' ? { retryAfterMs: wire.retryAfterMs } : {},
  );
}

/** Any thrown value as a TabloomError; ours pass through, others keep their message under `fallback`. */
export function asTabloomError(thrown: unknown, fallback: ErrorCode = 'internal'): TabloomError {
  if (thrown instanceof TabloomError) return thrown;
  if (thrown instanceof DOMException && thrown.name === 'AbortError') {
    return new TabloomError('aborted', 'Stopped before it was done.', { cause: thrown });
  }
  // Of AbortSignal.timeout, with which callers bound what they ask of the coordinator.
  if (thrown instanceof DOMException && thrown.name === 'TimeoutError') {
    return new TabloomError('coordinator_away', 'There was no answer in time.', { cause: thrown });
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new TabloomError(fallback, message, { cause: thrown });
}
