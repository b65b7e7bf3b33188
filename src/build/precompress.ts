// A step of the build: compressed copies beside the files, made once, so that nobody waits for a compressor. Hashed
// files never change, so that one which has its copies is left alone.

import { readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const COMPRESSIBLE = new Set(['.js', '.mjs', '.css', '.html', '.svg', '.json', '.wasm', '.webmanifest']);
/** Smaller ones fit into a packet either way. */
const LEAST_BYTES = 1000;
/** 9 takes 7 s for the three engines (2.67, 3.04 and 4.61 MB); 11 takes 36 s for the smallest alone (2.30 MB). */
const BROTLI_QUALITY = 9;
/** Over plain HTTP browsers take gzip only; there they do not compute, and need no engine. */
const MOST_GZIP_BYTES = 1_000_000;

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** Compresses what is below `dir`, several files at a time. */
export async function precompress(dir: string): Promise<void> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && COMPRESSIBLE.has(extname(entry.name)));
  await Promise.all(files.map((entry) => compressOne(join(entry.parentPath, entry.name))));
}

async function compressOne(path: string): Promise<void> {
  const { size, mtimeMs } = await stat(path);
  if (size < LEAST_BYTES) return;
  const bytes = await readFile(path);
  if (!(await isFresh(`${path}.br`, mtimeMs))) {
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: size,
    };
    await replace(`${path}.br`, await brotli(bytes, { params }));
  }
  if (size <= MOST_GZIP_BYTES && !(await isFresh(`${path}.gz`, mtimeMs))) {
    await replace(`${path}.gz`, await gzipped(bytes, { level: 9 }));
  }
}

/** A hashed file is written anew by every build, with the same bytes. */
async function isFresh(copy: string, originalMs: number): Promise<boolean> {
  const info = await stat(copy).catch(() => null);
  if (info === null) return false;
  return info.mtimeMs >= originalMs || copy.includes('/assets/') || copy.includes('\\assets\\');
}

/** Never half a file under its name, also when two processes build at once. */
async function replace(path: string, bytes: Uint8Array): Promise<void> {
  const part = `${path}.${process.pid}.part`;
  await writeFile(part, bytes);
  await rename(part, path);
}
