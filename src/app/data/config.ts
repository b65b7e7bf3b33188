// Where the coordinator is: named by `config.json` beside the page, so that one build serves any host.

/** The coordinator's address without a slash at its end; the page's own origin when none is named. */
export async function loadCoordinatorUrl(): Promise<string> {
  try {
    const response = await fetch(new URL('config.json', document.baseURI), { cache: 'no-cache' });
    const config: unknown = response.ok ? await response.json() : {};
    const named = typeof config === 'object' && config !== null && 'coordinatorUrl' in config;
    const url = named && typeof config.coordinatorUrl === 'string' ? config.coordinatorUrl : '';
    return new URL(url || location.origin, document.baseURI).href.replace(/\/+$/, '');
  } catch {
    // No file, or no JSON in it: the page's own origin is the best guess.
    return location.origin;
  }
}
