// What is known of this browser's account, as signals for the pages that manage it.

import { signal } from '@preact/signals';
import { asTabloomError, type WireError } from '../../protocol/errors.ts';
import type { MeResponse } from '../../protocol/work.ts';
import type { Device } from '../../volunteer/browser/accountApi.ts';
import { pageSignal } from '../location.ts';
import { account } from './account.ts';
import { readAsMe, recall } from './visit.ts';

const LIMIT_MS = 15_000;

/**
 * asking: not known yet. none: this browser has no account. here: it has, and its devices are known; whether there is
 * a recovery code may not be. revoked: another device has removed this one. unread: there is one, but it cannot be
 * read right now.
 */
export type AccountView =
  | { state: 'asking' | 'none' | 'revoked' }
  | { state: 'here'; devices: readonly Device[]; hasRecovery?: boolean }
  | { state: 'unread'; problem: WireError };

export const view = signal<AccountView>({ state: 'asking' });

/** Whether this browser has an account at all; undefined until it has looked. */
export const exists = signal<boolean | undefined>(undefined);

/** Undefined until the browser has answered. */
export const storage = signal<'kept' | 'evictable' | 'unsaid' | undefined>(undefined);

/** What was just done, to be said on the Devices page. */
export const done = pageSignal<'joined' | 'back' | 'out'>('devices');

/** Looks into this browser and sends nothing. */
export async function lookForAccount(): Promise<boolean> {
  const found = await (await account()).exists();
  exists.value = found;
  if (!found) view.value = { state: 'none' };
  return found;
}

/** Asks anew. Where there is no account, nothing is sent. */
export async function readAccount(): Promise<void> {
  try {
    if (!(await lookForAccount())) return;
    const mine = await account();
    const persisted = await mine.isPersisted();
    storage.value = persisted === undefined ? 'unsaid' : persisted ? 'kept' : 'evictable';
    const [devices, hasRecovery] = await Promise.all([
      mine.devices(AbortSignal.timeout(LIMIT_MS)),
      askRecovery(),
    ]);
    view.value = { state: 'here', devices, ...(hasRecovery === undefined ? {} : { hasRecovery }) };
  } catch (thrown) {
    const problem = asTabloomError(thrown).toWire();
    view.value = problem.code === 'key_revoked' ? { state: 'revoked' } : { state: 'unread', problem };
  }
}

/** The list alone, while it is shown; what fails leaves it as it was. */
export async function readDevices(): Promise<void> {
  try {
    const devices = await (await account()).devices(AbortSignal.timeout(LIMIT_MS));
    if (view.value.state === 'here') view.value = { ...view.value, devices };
  } catch {
    // Asked again soon.
  }
}

async function askRecovery(): Promise<boolean | undefined> {
  try {
    await recall();
    return (await readAsMe.peek()?.<MeResponse>('/v1/me'))?.hasRecovery;
  } catch {
    return undefined;
  }
}
