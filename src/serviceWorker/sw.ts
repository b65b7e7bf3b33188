// The page without a network: what this build is made of is kept, and shown when the server does not answer. Never
// takes over an open page (no skipWaiting, no claim), so the bundle does not change under one that computes. Hashed
// files are kept for a month after their build, for tabs that are that old. Imports nothing: it is one classic script.

/** The lib's name for the global is that of any worker. */
const worker = self as unknown as ServiceWorkerGlobalScope;

const CACHE = 'tabloom-pages-1';
const PAGE = './';
/** The hashed files of this build, filled in at its end. */
const ASSETS = JSON.parse('__PRECACHE__') as string[];
const KEEP_MS = 30 * 86_400_000;
/** A server that takes longer to answer counts as away, if the page is kept. */
const NAVIGATION_MS = 4000;

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(prune()));
worker.addEventListener('notificationclick', (event) => event.waitUntil(showPage(event.notification)));
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const scope = worker.registration.scope;
  if (request.method !== 'GET' || !request.url.startsWith(scope)) return;
  const path = new URL(request.url).pathname.slice(new URL(scope).pathname.length);
  // The API speaks for itself.
  if (path.startsWith('v1/') || path === 'healthz' || path === 'sw.js') return;
  if (request.mode === 'navigate') event.respondWith(navigate(request));
  else if (path.startsWith('assets/')) event.respondWith(hashed(request, path));
  else event.respondWith(fresh(request));
});

async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  const missing: string[] = [PAGE];
  for (const asset of ASSETS) if ((await cache.match(asset)) === undefined) missing.push(asset);
  await Promise.all(
    missing.map(async (address) => {
      // A page from the HTTP cache could name files of an older build.
      const response = await fetch(address, address === PAGE ? { cache: 'no-cache' } : {});
      if (!response.ok) throw new Error(`${address} answered ${response.status}.`);
      await cache.put(address, response);
    }),
  );
}

/** Files of other builds go a month after they were fetched. */
async function prune(): Promise<void> {
  const cache = await caches.open(CACHE);
  const ours = new Set(ASSETS.map((asset) => new URL(asset, worker.registration.scope).href));
  for (const request of await cache.keys()) {
    if (!request.url.includes('/assets/') || ours.has(request.url)) continue;
    const fetchedAt = Date.parse((await cache.match(request))?.headers.get('date') ?? '');
    if (!(Date.now() - fetchedAt < KEEP_MS)) await cache.delete(request);
  }
}

/** From the network, or as it was kept. */
async function navigate(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(PAGE);
  try {
    const signal = kept === undefined ? request.signal : AbortSignal.timeout(NAVIGATION_MS);
    const response = await fetch(request, { signal });
    if (response.ok && isPage(request)) await cache.put(PAGE, response.clone());
    return response;
  } catch (thrown) {
    if (kept !== undefined) return kept;
    throw thrown;
  }
}

function isPage(request: Request): boolean {
  return new URL(request.url).pathname === new URL(worker.registration.scope).pathname;
}

/** As it was kept; a hash never changes its meaning. Engines are left to the browser's own cache. */
async function hashed(request: Request, path: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  if (response.ok && !path.endsWith('.wasm')) await cache.put(request, response.clone());
  return response;
}

/** From the network, kept for when there is none: icons, the manifest, the configuration. */
async function fresh(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(request, response.clone());
    return response;
  } catch (thrown) {
    const kept = await cache.match(request);
    if (kept !== undefined) return kept;
    throw thrown;
  }
}

/** Where pages cannot show notifications themselves (src/app/notify.ts), a click comes here. */
async function showPage(notification: Notification): Promise<void> {
  notification.close();
  const [page] = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  await page?.focus();
}
