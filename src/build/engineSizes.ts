// What each engine weighs on the wire, from the files that were just built: the page says it before Start.

import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** onnxruntime's own names: the Wasm file, the script beside it, and the bundle that loads both. */
const ENGINES: Record<string, RegExp> = {
  wasm: /^ort(-wasm-simd-threaded|\.wasm\.bundle\.min)-[\w-]+\.(wasm|mjs|js)$/,
  jspi: /^ort(-wasm-simd-threaded\.jspi|\.jspi\.bundle\.min)-[\w-]+\.(wasm|mjs|js)$/,
  asyncify: /^ort(-wasm-simd-threaded\.asyncify|\.webgpu\.bundle\.min)-[\w-]+\.(wasm|mjs|js)$/,
};
const FILES_EACH = 3;

/**
 * Writes `engines.json` into `dir`: bytes by engine, brotli-compressed where there is such a copy. `names` are those
 * of the build's assets. Throws where an engine is not complete, since its files have other names then.
 */
export async function writeEngineSizes(dir: string, names: readonly string[]): Promise<void> {
  const sizes: Record<string, number> = {};
  for (const [engine, pattern] of Object.entries(ENGINES)) {
    const files = names.filter((name) => pattern.test(name));
    if (files.length !== FILES_EACH)
      throw new Error(`The ${engine} engine has the files ${files.join(', ')}.`);
    const each = await Promise.all(files.map((name) => sizeOf(join(dir, 'assets', name))));
    sizes[engine] = each.reduce((sum, size) => sum + size, 0);
  }
  await writeFile(join(dir, 'engines.json'), JSON.stringify(sizes));
}

async function sizeOf(path: string): Promise<number> {
  const { size } = await stat(`${path}.br`).catch(() => stat(path));
  return size;
}
