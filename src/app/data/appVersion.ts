// The service worker, which opens the page without a network; and whether a newer version of the page is at hand. It
// is used when Tabloom is opened the next time, never under a page that is open.

import { signal } from '@preact/signals';

export const updateReady = signal(false);

/** After the page stands; not while developing, and not where there is no HTTPS. */
export function keepForOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const register = (): void => {
    navigator.serviceWorker
      .register('./sw.js', { updateViaCache: 'none' })
      .then(watch)
      // A browser that denies it has a page that needs the network, as before.
      .catch(() => undefined);
  };
  if (document.readyState === 'complete') register();
  else addEventListener('load', register, { once: true });
}

function watch(registration: ServiceWorkerRegistration): void {
  const look = (): void => {
    // Without a controller this is the first visit, and nothing is newer.
    updateReady.value = registration.waiting !== null && navigator.serviceWorker.controller !== null;
  };
  look();
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', look);
  });
}
