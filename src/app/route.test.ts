// The addresses inside the page.

import { expect, it } from 'vitest';
import { hrefOf, parseRoute } from './route.ts';

it.each([
  ['', { page: 'donate' }],
  ['#/', { page: 'donate' }],
  ['#/credits', { page: 'credits' }],
  ['#/credits/', { page: 'credits' }],
  ['#/projects', { page: 'projects' }],
  ['#/projects/5eed-1', { page: 'project', id: '5eed-1' }],
  ['#/status', { page: 'status' }],
  ['#/nowhere', { page: 'lost' }],
  ['#/projects/a/b', { page: 'lost' }],
  ['#/projects/%zz', { page: 'project', id: '%zz' }],
] as const)('%s', (hash, route) => {
  expect(parseRoute(hash)).toEqual(route);
});

it('leads back to where it came from', () => {
  const route = { page: 'project', id: 'a/b c' } as const;
  expect(parseRoute(hrefOf(route))).toEqual(route);
});
