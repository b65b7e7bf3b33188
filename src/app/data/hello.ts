// What the coordinator says of itself; asked when a page wants to tell it.

import { signal } from '@preact/signals';
import type { HelloResponse } from '../../protocol/live.ts';
import { openPool } from './pool.ts';

/** Undefined until it has answered. */
export const hello = signal<HelloResponse | undefined>(undefined);

export async function askHello(): Promise<void> {
  const { get } = await openPool();
  // A coordinator that is away is said elsewhere on the page.
  hello.value = await get<HelloResponse>('/v1/hello').catch(() => hello.peek());
}
