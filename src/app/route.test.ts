// The addresses inside the page.

import { expect, it } from 'vitest';
import { hrefOf, parseRoute, sectionOf } from './route.ts';

it.each([
  ['', { page: 'donate' }],
  ['#/', { page: 'donate' }],
  ['#/credits', { page: 'credits' }],
  ['#/credits/', { page: 'credits' }],
  ['#/projects', { page: 'projects' }],
  ['#/projects/5eed-1', { page: 'project', id: '5eed-1' }],
  ['#/status', { page: 'status' }],
  ['#/settings', { page: 'settings' }],
  ['#/devices/', { page: 'devices' }],
  ['#/privacy', { page: 'privacy' }],
  ['#/link/7H2K-9QRS', { page: 'link', code: '7H2K-9QRS' }],
  ['#/link', { page: 'link', code: '' }],
  ['#/link/a/b', { page: 'lost' }],
  ['#/nowhere', { page: 'lost' }],
  ['#/projects/a/b', { page: 'lost' }],
  ['#/projects/%zz', { page: 'project', id: '%zz' }],
] as const)('%s', (hash, route) => {
  expect(parseRoute(hash)).toEqual(route);
});

it.each([
  { page: 'project', id: 'a/b c' },
  { page: 'link', code: '7h2k/ 9qrs' },
  { page: 'link', code: '' },
  { page: 'settings' },
  { page: 'donate' },
] as const)('leads back to where it came from: %o', (route) => {
  expect(parseRoute(hrefOf(route))).toEqual(route);
});

it('belongs to a page with a name', () => {
  const pages = ['#/', '#/projects/1', '#/link/7H2K-9QRS', '#/settings', '#/nowhere'];
  expect(pages.map((hash) => sectionOf(parseRoute(hash)))).toEqual([
    'donate',
    'projects',
    'devices',
    'settings',
    undefined,
  ]);
});
