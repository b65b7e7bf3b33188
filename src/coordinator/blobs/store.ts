// Where artifacts' bytes lie: immutable files named by their SHA-256. The filesystem is the first of its kinds.

import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { TabloomError } from '../../protocol/errors.ts';
import type { Sha256 } from '../../protocol/ids.ts';

export type BlobStore = {
  /** Size in bytes, or null when there is no such blob. */
  size(sha256: Sha256): Promise<number | null>;
  /** Writes what fits its name; throws artifact_hash_mismatch or body_too_large and keeps nothing otherwise. */
  put(sha256: Sha256, body: ReadableStream<Uint8Array>, maxBytes: number): Promise<number>;
  read(sha256: Sha256): Promise<Uint8Array>;
  /** Bytes `start` (inclusive) to the end. */
  stream(sha256: Sha256, start: number): ReadableStream<Uint8Array>;
};

/** An upload writes at least this often, or it is one that a crash left behind. */
const LEFTOVER_MS = 3600_000;

/** Other coordinators may share the folder and be in the middle of an upload. */
async function removeLeftovers(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    const info = await stat(path).catch(() => null);
    if (info && info.mtimeMs < Date.now() - LEFTOVER_MS) await rm(path, { force: true });
  }
}

/** Blobs under `dir`/ab/cdef…; a blob appears by an atomic rename, never half written. */
export async function openFileBlobs(dir: string): Promise<BlobStore> {
  const incoming = join(dir, 'incoming');
  await mkdir(incoming, { recursive: true });
  await removeLeftovers(incoming);
  const pathOf = (sha256: Sha256) => join(dir, sha256.slice(0, 2), sha256.slice(2));

  return {
    async size(sha256) {
      const info = await stat(pathOf(sha256)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      });
      return info?.size ?? null;
    },
    async put(sha256, body, maxBytes) {
      const temporary = join(incoming, randomUUID());
      const hash = createHash('sha256');
      let sizeBytes = 0;
      const counted = async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          sizeBytes += chunk.length;
          if (sizeBytes > maxBytes) {
            throw new TabloomError('body_too_large', `An artifact may have at most ${maxBytes} bytes.`);
          }
          hash.update(chunk);
          yield chunk;
        }
      };
      try {
        // Node's web streams and the DOM's are the same at run time; their types differ.
        const source = Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]);
        await pipeline(source, counted, createWriteStream(temporary));
        const actual = hash.digest('hex');
        if (actual !== sha256) {
          const message = `The ${sizeBytes} bytes received have the SHA-256 ${actual}, not ${sha256}. Nothing was kept; send the bytes that the name stands for.`;
          throw new TabloomError('artifact_hash_mismatch', message);
        }
        await mkdir(join(dir, sha256.slice(0, 2)), { recursive: true });
        await rename(temporary, pathOf(sha256));
        return sizeBytes;
      } finally {
        await rm(temporary, { force: true });
      }
    },
    read: (sha256) => readFile(pathOf(sha256)),
    stream: (sha256, start) =>
      Readable.toWeb(createReadStream(pathOf(sha256), { start })) as ReadableStream<Uint8Array>,
  };
}
