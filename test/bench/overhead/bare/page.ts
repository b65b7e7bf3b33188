// A page that does nothing but run onnxruntime-web in a worker: what the platform is measured against.

import type { BareRequest, BareWindow } from './worker.ts';

declare global {
  // Only `var` declares a property of globalThis.
  // oxlint-disable-next-line no-var
  var runBare: (request: BareRequest) => Promise<BareWindow>;
}

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });

globalThis.runBare = (request) =>
  new Promise((resolve, reject) => {
    worker.addEventListener('message', ({ data }) => resolve(data as BareWindow), { once: true });
    worker.addEventListener('error', ({ message }) => reject(new Error(message)), { once: true });
    worker.postMessage(request);
  });
