// Whether a demo is there already: a second start leaves it as it is, and typesets nothing.

import { TabloomError } from '../protocol/errors.ts';
import type { JobId } from '../protocol/ids.ts';
import type { Requester } from '../sdk/requester.ts';

export async function isSeeded(signal: AbortSignal, requester: Requester, id: JobId): Promise<boolean> {
  try {
    await requester.job(signal, id);
    return true;
  } catch (error) {
    if (error instanceof TabloomError && error.code === 'not_found') return false;
    throw error;
  }
}
