// The built app, served for convenience with the headers that make a page cross-origin isolated (threads).

import { serveStatic } from '@hono/node-server/serve-static';
import type { Hono } from 'hono';

const HEADERS: Record<string, string> = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval' blob:",
    "worker-src 'self' blob:",
    // config.json may point the app at a coordinator elsewhere.
    'connect-src *',
    "img-src 'self' data: blob:",
    "style-src 'self' 'unsafe-inline'",
    "frame-ancestors 'none'",
  ].join('; '),
};

export function addStaticRoutes(app: Hono, dir: string): void {
  app.use('*', async (http, next) => {
    await next();
    if (http.req.path.startsWith('/v1/') || http.req.path === '/healthz') return;
    for (const [name, value] of Object.entries(HEADERS)) http.header(name, value);
    const hashed = http.res.ok && http.req.path.startsWith('/assets/');
    http.header('vary', 'Accept-Encoding');
    http.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  });
  app.get('*', serveStatic({ root: dir, precompressed: true }));
}
