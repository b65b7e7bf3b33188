// Verified artifacts: from the store if it has them, else from the coordinator. Nothing leaves this file whose
// SHA-256 is not its name. Where bytes are kept is the store's business.

import { TabloomError } from '../../protocol/errors.ts';
import type { Sha256 } from '../../protocol/ids.ts';
import { createBackoff } from './backoff.ts';
import { download, type OpenArtifact } from './download.ts';
import { sha256Of } from './sha256.ts';
import type { Piece, VolunteerEvent } from './events.ts';
import type { Download } from './state.ts';

export type ArtifactStore = {
  get(sha256: Sha256): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Keeps a copy, at the cost of what was used longest ago. Throws `storage_full` when there is no room. */
  put(sha256: Sha256, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  drop(sha256: Sha256): Promise<void>;
  /** What is there, last used first. */
  list(): Promise<Sha256[]>;
  /** How large a new entry could be, counting what would make room for it. */
  estimate?(): Promise<{ freeBytes: number }>;
};

export type ArtifactDeps = {
  store: ArtifactStore;
  open: OpenArtifact;
  random: () => number;
  /** Undefined when no download is under way any more. */
  onDownload: (download: Download | undefined) => void;
  /** Troubles that were dealt with. */
  notice: (event: VolunteerEvent) => void;
};

/**
 * The bytes named `sha256`; the caller may transfer them. `what` names them for people.
 * Throws `artifact_hash_mismatch` when the coordinator sent wrong bytes twice, or the download's last error.
 */
export async function fetchArtifact(
  signal: AbortSignal,
  sha256: Sha256,
  what: Piece,
  deps: ArtifactDeps,
): Promise<Uint8Array<ArrayBuffer>> {
  const kept = await fromStore(sha256, deps);
  if (kept !== undefined) return kept;
  let hasRoom: Promise<boolean> | undefined;
  const onBytes = (receivedBytes: number, totalBytes: number): void => {
    hasRoom ??= roomFor(deps.store, totalBytes);
    deps.onDownload({ what, receivedBytes, totalBytes });
  };
  try {
    const bytes = await downloadVerified(signal, sha256, deps, onBytes);
    await keep(sha256, bytes, what, deps, (await hasRoom) ?? true);
    return bytes;
  } finally {
    deps.onDownload(undefined);
  }
}

/** A store that fails is as good as an empty one; an entry that is damaged is dropped. */
async function fromStore(sha256: Sha256, deps: ArtifactDeps): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const bytes = await deps.store.get(sha256);
    if (bytes === undefined || (await sha256Of(bytes)) === sha256) return bytes;
    deps.notice({ type: 'kept-file-damaged' });
    await deps.store.drop(sha256);
  } catch {
    deps.notice({ type: 'kept-files-unreadable' });
  }
  return undefined;
}

async function downloadVerified(
  signal: AbortSignal,
  sha256: Sha256,
  deps: ArtifactDeps,
  onBytes: (receivedBytes: number, totalBytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const backoff = createBackoff({ random: deps.random, baseMs: 250, capMs: 5000 });
  for (let attempt = 1; ; attempt += 1) {
    const bytes = await download(signal, sha256, { open: deps.open, backoff, onBytes });
    if ((await sha256Of(bytes)) === sha256) return bytes;
    if (attempt === 2) {
      throw new TabloomError(
        'artifact_hash_mismatch',
        `The coordinator sent wrong bytes for ${sha256}, twice.`,
      );
    }
    deps.notice({ type: 'download-damaged' });
  }
}

async function roomFor(store: ArtifactStore, sizeBytes: number): Promise<boolean> {
  try {
    const estimate = await store.estimate?.();
    return estimate === undefined || estimate.freeBytes >= sizeBytes;
  } catch {
    return true;
  }
}

/** Not being able to keep the bytes costs another download some day, and nothing else. */
async function keep(
  sha256: Sha256,
  bytes: Uint8Array<ArrayBuffer>,
  what: Piece,
  deps: ArtifactDeps,
  hasRoom: boolean,
): Promise<void> {
  try {
    if (hasRoom) return await deps.store.put(sha256, bytes);
  } catch {
    // Told below.
  }
  deps.notice({ type: 'no-room', piece: what });
}
