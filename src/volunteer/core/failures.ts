// Whose trouble an error is: the job's, this try's, the engine's, or something that only the person can mend. Pure.

import type { TabloomError } from '../../protocol/errors.ts';

/** Whose trouble an error is, and how it is reported. */
export function judge(error: TabloomError): {
  code: 'engine_failed' | 'host_incapable';
  blame: 'job' | 'task' | 'engine' | 'nobody';
} {
  switch (error.code) {
    case 'engine_failed':
    case 'inputs_unfit':
    case 'model_unreadable':
    case 'not_found':
      return { code: 'engine_failed', blame: 'job' };
    case 'artifact_hash_mismatch':
    // From the worker: what it was handed is gone, or a pause left something unusable.
    case 'artifact_missing':
    case 'bad_request':
      return { code: 'host_incapable', blame: 'task' };
    case 'client_too_old':
    case 'server_too_old':
    case 'key_revoked':
    case 'not_signed_in':
    case 'forbidden':
      return { code: 'host_incapable', blame: 'nobody' };
    default:
      return { code: 'host_incapable', blame: 'engine' };
  }
}
