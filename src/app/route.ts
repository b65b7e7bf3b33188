// The addresses inside the page: `#/`, one word for most pages, `#/projects/<id>`, `#/link/<code>`. Pure.

const NAMED = ['credits', 'projects', 'settings', 'devices', 'privacy', 'status'] as const;

export type Route =
  | { page: 'donate' | 'lost' | (typeof NAMED)[number] }
  | { page: 'project'; id: string }
  /** A code that another device shows, as it stands in the address. */
  | { page: 'link'; code: string };

export function parseRoute(hash: string): Route {
  const parts = hash
    .replace(/^#?\/?/, '')
    .replace(/\/+$/, '')
    .split('/');
  const [first = '', second] = parts;
  if (parts.length === 2 && second) {
    if (first === 'projects') return { page: 'project', id: decodeSafely(second) };
    if (first === 'link') return { page: 'link', code: decodeSafely(second) };
  }
  if (parts.length > 1) return { page: 'lost' };
  if (first === '' || first === 'donate') return { page: 'donate' };
  if (first === 'link') return { page: 'link', code: '' };
  const named = NAMED.find((name) => name === first);
  return { page: named ?? 'lost' };
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function hrefOf(route: Route): string {
  switch (route.page) {
    case 'project':
      return `#/projects/${encodeURIComponent(route.id)}`;
    case 'link':
      return `#/link/${encodeURIComponent(route.code)}`;
    case 'donate':
    case 'lost':
      return '#/';
    default:
      return `#/${route.page}`;
  }
}

/** The named page to which it belongs, if there is one. */
export function sectionOf({ page }: Route): 'donate' | (typeof NAMED)[number] | undefined {
  switch (page) {
    case 'project':
      return 'projects';
    case 'link':
      return 'devices';
    case 'lost':
      return undefined;
    default:
      return page;
  }
}
