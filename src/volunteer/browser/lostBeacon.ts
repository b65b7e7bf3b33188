// Works around lost beacons: of a closing tab that a service worker controls, Firefox 153 sends one beacon in five, but
// every fetch that may outlive its page (measured 7 and 32 of 32). Chromium 156 on a busy machine loses one in ten of
// either, and hardly ever both. So both are sent; leases are given back once. It can go when beacons arrive.

/** Sends a text from a page that is going away; false if the browser does not take it. */
export function sendSurely(url: string, body: string): boolean {
  // Browsers that do not know keepalive (Firefox before 133) end the fetch with its page.
  fetch(url, { method: 'POST', body, keepalive: true }).catch(() => undefined);
  return navigator.sendBeacon(url, body);
}
