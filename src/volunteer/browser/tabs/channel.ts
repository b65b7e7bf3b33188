// What the tabs of one browser tell each other. A newer version of the page may be open beside an older one: a change
// of these messages needs a new name, and then the tabs of both versions share the lock, but not their numbers.

import type { Luggage } from '../../core/luggage.ts';
import type { VolunteerState } from '../../core/state.ts';

const NAME = 'tabloom-tabs-1';

export type Command = 'start' | 'pause' | 'finish';

/** What the tab that computes was asked to do, as far as another one has to know. */
export type HandedWish = 'run' | 'pause' | 'finish';

export type TabMessage =
  /**
   * A tab is there, and wants to know what goes on; said again when its visibility changes. `asks`: the others say
   * that they are there, too, even if they have before.
   */
  | { type: 'here'; tabId: string; visible: boolean; asks?: boolean }
  | { type: 'gone'; tabId: string }
  /** Of the tab that computes, a few times a second while others listen. */
  | { type: 'state'; state: VolunteerState }
  /** Of the tab that computes: what another one would go on with. */
  | { type: 'luggage'; luggage: Luggage; wish: HandedWish }
  /** The tab that computed does so no more, by its person's will or because it cannot. */
  | { type: 'ended'; state: VolunteerState }
  /** For the tab that computes. */
  | { type: 'command'; command: Command }
  /** The key of this browser changes: whatever runs in its name ends. `done`: it has changed. */
  | { type: 'key'; step: 'changing' | 'done' };

export type TabChannel = { post(message: TabMessage): void };

/** Silent where the browser has no BroadcastChannel: every tab is alone then. */
export function openTabChannel(onMessage: (message: TabMessage) => void): TabChannel {
  if (typeof BroadcastChannel !== 'function') return { post: () => {} };
  const channel = new BroadcastChannel(NAME);
  channel.addEventListener('message', ({ data }) => onMessage(data as TabMessage));
  return { post: (message) => channel.postMessage(message) };
}
