// How the page is built and served while developing, and where the tests are. The page is a static site:
// every address in it is relative, so that `dist` works on any host and below any path.

import { fileURLToPath } from 'node:url';
import { preact } from '@preact/preset-vite';
import { defineConfig } from 'vitest/config';
import { finishBuild } from './src/build/finish.ts';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Where `npm run dev` finds a coordinator. */
const COORDINATOR = 'http://localhost:8787';

/** What makes a page cross-origin isolated, which threads in WebAssembly need. */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  root: folder('./src/app'),
  publicDir: folder('./public'),
  base: './',
  plugins: [preact({ devToolsEnabled: false }), finishBuild(folder('./dist'))],
  worker: { format: 'es' },
  // Its Wasm files and threads are found beside its own modules, which pre-bundling would move.
  optimizeDeps: { exclude: ['onnxruntime-web'] },
  build: {
    outDir: folder('./dist'),
    // Hashed files of earlier builds stay for a while (src/build/finish.ts).
    emptyOutDir: false,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: folder('./src/app/index.html'), sw: folder('./src/serviceWorker/sw.ts') },
      output: {
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: {
    headers: ISOLATION,
    proxy: { '/v1': COORDINATOR, '/healthz': COORDINATOR },
    fs: { allow: [folder('.')] },
  },
  preview: { headers: ISOLATION, proxy: { '/v1': COORDINATOR, '/healthz': COORDINATOR } },
  test: {
    root: folder('.'),
    include: ['src/**/*.test.ts', 'workers/**/*.test.ts', 'test/**/*.test.ts'],
    environment: 'node',
    testTimeout: 60_000,
    // States are waited for, on a machine that may be busy.
    expect: { poll: { timeout: 20_000 } },
    globalSetup: ['test/support/globalSetup.ts'],
    pool: 'forks',
    maxWorkers: 2,
  },
});
