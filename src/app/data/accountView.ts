// What is known of this browser's account, as signals for the pages that manage it.

import { signal, type Signal } from '@preact/signals';
import { asTabloomError, type WireError } from '../../protocol/errors.ts';
import type { Device } from '../../volunteer/browser/accountApi.ts';
import { pageSignal } from '../location.ts';
import type { Route } from '../route.ts';
import { account } from './account.ts';
import { readMe, tabs } from './visit.ts';

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

/** As `pageSignal`, and forgotten with the account that it is of. */
export function accountSignal<T>(page: Route['page']): Signal<T | undefined> {
  const held = pageSignal<T>(page);
  tabs.onKeyChanged(() => {
    held.value = undefined;
  });
  return held;
}

/** Only the latest read counts. */
let latest: Promise<void> = Promise.resolve();

/** Looks into this browser and sends nothing. */
export async function lookForAccount(): Promise<boolean> {
  const found = await tabs.hasAccount();
  exists.value = found;
  if (!found) view.value = { state: 'none' };
  return found;
}

/** Asks anew. Where there is no account, nothing is sent. */
export function readAccount(): Promise<void> {
  const reading: Promise<void> = ask().then(
    ([found, storedHow]) => {
      if (reading !== latest) return;
      view.value = found;
      if (storedHow !== undefined) storage.value = storedHow;
    },
  );
  latest = reading;
  return reading;
}

/** What joins or leaves an account has it read; resolves when that is done. */
export async function accountRead(): Promise<void> {
  await latest;
}

async function ask(): Promise<[AccountView, (typeof storage)['value']]> {
  try {
    if (!(await lookForAccount())) return [{ state: 'none' }, undefined];
    const mine = await account();
    const [persisted, devices, me] = await Promise.all([
      mine.isPersisted(),
      mine.devices(AbortSignal.timeout(LIMIT_MS)),
      readMe().catch(() => undefined),
    ]);
    const storedHow = persisted === undefined ? 'unsaid' : persisted ? 'kept' : 'evictable';
    return [{ state: 'here', devices, ...(me?.hasRecovery === undefined ? {} : { hasRecovery: me.hasRecovery }) }, storedHow];
  } catch (thrown) {
    const problem = asTabloomError(thrown).toWire();
    return [problem.code === 'key_revoked' ? { state: 'revoked' } : { state: 'unread', problem }, undefined];
  }
}

/** The list alone, while it is shown; what fails leaves it as it was. */
export async function readDevices(): Promise<void> {
  const before = latest;
  try {
    const devices = await (await account()).devices(AbortSignal.timeout(LIMIT_MS));
    if (before === latest && view.value.state === 'here') view.value = { ...view.value, devices };
  } catch {
    // Asked again soon.
  }
}

tabs.onKeyChanged(() => {
  // Nobody has asked yet.
  if (exists.value === undefined) return;
  if (view.value.state === 'asking') void lookForAccount().catch(() => undefined);
  else void readAccount();
});
