// The addresses inside the page: `#/`, `#/credits`, `#/projects`, `#/projects/<id>`, `#/status`. Pure.

export type Route =
  | { page: 'donate' | 'credits' | 'projects' | 'status' | 'lost' }
  | { page: 'project'; id: string };

export function parseRoute(hash: string): Route {
  const parts = hash
    .replace(/^#?\/?/, '')
    .replace(/\/+$/, '')
    .split('/');
  const [first = '', second] = parts;
  if (parts.length === 2 && first === 'projects' && second) {
    return { page: 'project', id: decodeSafely(second) };
  }
  if (parts.length > 1) return { page: 'lost' };
  if (first === '' || first === 'donate') return { page: 'donate' };
  if (first === 'credits' || first === 'projects' || first === 'status') return { page: first };
  return { page: 'lost' };
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
    case 'donate':
      return '#/';
    case 'project':
      return `#/projects/${encodeURIComponent(route.id)}`;
    case 'credits':
    case 'projects':
    case 'status':
      return `#/${route.page}`;
    case 'lost':
      return '#/';
  }
}
