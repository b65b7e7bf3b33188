// One download of one artifact: progress, a bound on silence, and resumption after a broken connection.
// Whether the bytes are the right ones is the caller's question.

import { asTabloomError, TabloomError } from '../../protocol/errors.ts';
import type { Sha256 } from '../../protocol/ids.ts';
import type { Backoff } from './backoff.ts';
import { createBreath } from '../../util/breath.ts';
import { isPassing } from './link.ts';
import { orAborted, sleep, withDeadline } from './waiting.ts';

const MAX_TRIES = 3;
/** A download without a byte for this long counts as broken. */
const SILENCE_MS = 30_000;
/** What has arrived already is read in one go, which takes a page 50 ms for 10 MB (Chromium 156): then it breathes. */
const BREATHE_BYTES = 2 ** 20;

/** A response with the bytes from `fromByte` on (206) or all of them (200). */
export type OpenArtifact = (signal: AbortSignal, sha256: Sha256, fromByte: number) => Promise<Response>;

export type OnBytes = (receivedBytes: number, totalBytes: number) => void;

type Received = { chunks: Uint8Array[]; bytes: number; totalBytes: number };

/**
 * `onBytes` hears the sizes, first when the total is known (0 when the server does not say).
 * Throws the last error after three tries: `coordinator_away` or the coordinator's own.
 */
export async function download(
  signal: AbortSignal,
  sha256: Sha256,
  deps: { open: OpenArtifact; backoff: Backoff; onBytes: OnBytes },
): Promise<Uint8Array<ArrayBuffer>> {
  const received: Received = { chunks: [], bytes: 0, totalBytes: 0 };
  const breath = createBreath();
  try {
    for (let tries = 1; ; tries += 1) {
      try {
        await receive(signal, sha256, { ...deps, breathe: breath.take }, received);
        return joined(received);
      } catch (thrown) {
        signal.throwIfAborted();
        const error = asTabloomError(thrown, 'coordinator_away');
        if (tries >= MAX_TRIES || !isPassing(error)) throw error;
        await sleep(signal, deps.backoff.next(error.retryAfterMs));
      }
    }
  } finally {
    breath.close();
  }
}

async function receive(
  signal: AbortSignal,
  sha256: Sha256,
  deps: { open: OpenArtifact; onBytes: OnBytes; breathe: () => Promise<void> },
  received: Received,
): Promise<void> {
  const response = await bounded(signal, (inner) => deps.open(inner, sha256, received.bytes));
  if (response.status !== 206) Object.assign(received, { chunks: [], bytes: 0 });
  if (!response.ok) throw new TabloomError('coordinator_away', 'The download could not be taken up again.');
  received.totalBytes = totalBytesOf(response, received.bytes);
  deps.onBytes(received.bytes, received.totalBytes);
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  let breatheAt = received.bytes + BREATHE_BYTES;
  try {
    for (;;) {
      const { done, value } = await bounded(signal, () => reader.read());
      if (done || received.bytes > breatheAt) {
        await deps.breathe();
        breatheAt = received.bytes + BREATHE_BYTES;
      }
      if (done) return;
      received.chunks.push(value);
      received.bytes += value.byteLength;
      deps.onBytes(received.bytes, received.totalBytes);
    }
  } finally {
    // Frees the connection when the reading ended early.
    reader.cancel().catch(() => undefined);
  }
}

function bounded<T>(signal: AbortSignal, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const late = (): TabloomError => new TabloomError('coordinator_away', 'The download fell silent.');
  return withDeadline(signal, SILENCE_MS, late, (inner) => orAborted(inner, run(inner)));
}

/** 0 when unknown: a compressed answer's Content-Length counts other bytes. */
function totalBytesOf(response: Response, fromByte: number): number {
  if (response.headers.has('content-encoding')) return 0;
  const length = Number(response.headers.get('content-length') ?? Number.NaN);
  return Number.isFinite(length) ? fromByte + length : 0;
}

function joined(received: Received): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(received.bytes);
  let offset = 0;
  for (const chunk of received.chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
