// Builds the page as the product is built (bundled, hashed assets) into a temporary folder and serves it, with
// or without the headers of cross-origin isolation.

import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { build, defaultClientConditions } from 'vite';

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};
const ISOLATION = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

export type BuiltPage = { folder: string; remove: () => Promise<void> };

export async function buildComputePage(): Promise<BuiltPage> {
  const folder = await mkdtemp(join(tmpdir(), 'tabloom-compute-page-'));
  await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'error',
    // The engine's scripts without the 24 to 53 KB that are loaded by their own address anyway.
    resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
    build: { outDir: folder, target: 'esnext', minify: false, emptyOutDir: true },
    worker: { format: 'es' },
  });
  return { folder, remove: () => rm(folder, { recursive: true }) };
}

/** `isIsolated` decides for each path whether it gets the headers. */
export async function servePage(
  folder: string,
  isIsolated: (path: string) => boolean,
): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const file = join(folder, path === '/' ? 'index.html' : path);
    void stat(file).then(
      () => {
        response.writeHead(200, {
          'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
          'cache-control': 'no-store',
          ...(isIsolated(path) ? ISOLATION : {}),
        });
        createReadStream(file).pipe(response);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
