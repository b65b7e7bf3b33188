// Where the person is, as a signal that follows the address.

import { effect, signal, type Signal } from '@preact/signals';
import { parseRoute, type Route } from './route.ts';

export const route = signal<Route>(parseRoute(location.hash));

addEventListener('hashchange', () => {
  route.value = parseRoute(location.hash);
});

/** A value that outlives a change of language, but is forgotten when the person leaves the page. */
export function pageSignal<T>(page: Route['page']): Signal<T | undefined> {
  const held = signal<T | undefined>(undefined);
  effect(() => {
    if (route.value.page !== page) held.value = undefined;
  });
  return held;
}
