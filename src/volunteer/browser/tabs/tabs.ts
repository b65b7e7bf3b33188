// One volunteer for all tabs of a browser. The tab that holds the lock computes; the others show its numbers, pass on
// what their person wishes, and stand in line to go on with its work. Small: the runtime is loaded when it is needed.
//
// apart      nobody computes, as far as this tab knows       start → asks for the lock
// following  another tab computes, this one is in line       its turn → leading; the other has ended → apart
// leading    this tab computes                               at rest or stuck → apart; closed → the next in line

import { asTabloomError, TabloomError } from '../../../protocol/errors.ts';
import type { Luggage } from '../../core/luggage.ts';
import { IDLE_STATE, type OwnVolunteer, type VolunteerState } from '../../core/state.ts';
import type { Account } from '../accountApi.ts';
import { onPageHide } from '../endedListener.ts';
import { openTabChannel, type Command, type HandedWish, type TabMessage } from './channel.ts';
import { lead, type Leadership } from './leadership.ts';
import { createComputeLock } from './lock.ts';

/** What a tab loads when it computes or reads in its volunteer's name. */
export type Runtime = { volunteer: OwnVolunteer; account: Account };

/** What the runtime needs of the tabs around it. */
export type TabHost = {
  /** Whether the person looks at another tab of this page. */
  isSeenElsewhere(): boolean;
  onSeen(listener: () => void): void;
  /** Ends what runs in every tab; resolves when it has ended in this one. */
  stopAll(): Promise<void>;
  /** The key of this browser has changed: every tab starts over; resolves when this one has. */
  keyChanged(): Promise<void>;
};

export type Tabs = {
  readonly state: VolunteerState;
  subscribe(listener: (state: VolunteerState) => void): void;
  /** Hears when this browser has another key, or none: nothing that was shown is this account's. */
  onKeyChanged(listener: () => void): void;
  start(): void;
  pause(): void;
  finish(): void;
  /** Signs in where needed. Throws a TabloomError: `aborted` for what is another account's by now. */
  read<T>(signal: AbortSignal, path: string): Promise<T>;
  /** Whether this browser has an account; where the runtime is not loaded, it is not loaded for that. Sends nothing. */
  hasAccount(): Promise<boolean>;
  account(): Promise<Account>;
};

/** The line is left by a message that may come after one's turn. */
const TURN_GRACE_MS = 100;

type Following = { leaveLine: () => void; luggage: Luggage; wish: HandedWish };

/** Sends nothing to the coordinator by itself. `open` is tried again after it failed. */
export function openTabs(open: (host: TabHost) => Promise<Runtime>): Tabs {
  const tabId = `${Date.now()} ${Math.random()}`;
  /** The other tabs, and whether each is visible. */
  const others = new Map<string, boolean>();
  const listeners = new Set<(state: VolunteerState) => void>();
  const keyListeners = new Set<() => void>();
  const seenListeners = new Set<() => void>();
  const lock = createComputeLock();
  const channel = openTabChannel(hear);
  let state = IDLE_STATE;
  let following: Following | undefined;
  let leading: Leadership | undefined;
  let isStarting = false;
  /** Pressed while the lock was asked for and the runtime loaded. */
  let meanwhile: Command[] = [];
  let opening: Promise<Runtime> | undefined;
  let opened: Runtime | undefined;
  /** Another one with each key. */
  let era = 0;

  const host: TabHost = {
    isSeenElsewhere: () => [...others.values()].includes(true),
    onSeen: (listener) => void seenListeners.add(listener),
    async stopAll() {
      channel.post({ type: 'key', step: 'changing' });
      await opened?.volunteer.close();
    },
    async keyChanged() {
      channel.post({ type: 'key', step: 'done' });
      await startOver();
    },
  };

  function publish(next: VolunteerState): void {
    state = next;
    for (const listener of Array.from(listeners)) listener(state);
  }

  function runtime(): Promise<Runtime> {
    opening ??= openRuntime();
    return opening;
  }

  async function openRuntime(): Promise<Runtime> {
    try {
      opened = await open(host);
    } catch (thrown) {
      opening = undefined;
      throw thrown;
    }
    opened.volunteer.subscribe((next) => {
      if (leading !== undefined || isStarting) publish(next);
    });
    return opened;
  }

  /** Computes, under the lock, until at rest. */
  async function compute(begin: (volunteer: OwnVolunteer) => void): Promise<void> {
    let isHandedOver = false;
    isStarting = true;
    try {
      const { volunteer } = await runtime();
      begin(volunteer);
      leading = lead({
        volunteer,
        channel,
        lock,
        hasAudience: () => others.size > 0,
        now: () => performance.now(),
      });
      isStarting = false;
      meanwhile.splice(0).forEach((name) => volunteer[name]());
      isHandedOver = (await leading.ended) === 'handed over';
    } catch (thrown) {
      publish({ ...IDLE_STATE, phase: 'stuck', problem: asTabloomError(thrown).toWire() });
    } finally {
      isStarting = false;
      meanwhile = [];
      leading = undefined;
      if (!isHandedOver) channel.post({ type: 'ended', state });
    }
  }

  async function startHere(): Promise<void> {
    isStarting = true;
    publish({ ...IDLE_STATE, phase: 'starting' });
    if (await lock.ifFree(() => compute((volunteer) => volunteer.start()))) return;
    isStarting = false;
    meanwhile = [];
    // Another tab computes and was not heard of: it says so now, or the line moves on without a word.
    follow();
    sayHere();
    channel.post({ type: 'command', command: 'start' });
  }

  function follow(): Following {
    following ??= {
      leaveLine: lock.queue(takeOver),
      luggage: { leases: [], results: [] },
      wish: 'run',
    };
    return following;
  }

  function unfollow(): void {
    following?.leaveLine();
    following = undefined;
  }

  async function takeOver(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, TURN_GRACE_MS));
    if (following === undefined) return;
    const { luggage, wish } = following;
    following = undefined;
    await compute((volunteer) => {
      volunteer.startWith(luggage, wish === 'pause' ? 'pause' : 'run');
      if (wish === 'finish') volunteer.finish();
    });
  }

  function command(name: Command): void {
    if (leading !== undefined) opened?.volunteer[name]();
    else if (following !== undefined) channel.post({ type: 'command', command: name });
    else if (isStarting) meanwhile.push(name);
    else if (name === 'start') void startHere();
  }

  async function startOver(): Promise<void> {
    era += 1;
    // What runs in the old key's name may still be ending.
    await opened?.volunteer.close();
    opened?.volunteer.forget();
    publish(IDLE_STATE);
    for (const listener of Array.from(keyListeners)) listener();
  }

  function hear(message: TabMessage): void {
    switch (message.type) {
      case 'here': {
        const isNew = !others.has(message.tabId);
        others.set(message.tabId, message.visible);
        if (isNew || message.asks === true) sayHere();
        break;
      }
      case 'gone':
        others.delete(message.tabId);
        break;
      case 'state':
        if (leading !== undefined || isStarting) break;
        follow();
        publish({ ...message.state, elsewhere: true });
        break;
      case 'luggage':
        if (following !== undefined)
          Object.assign(following, { luggage: message.luggage, wish: message.wish });
        break;
      case 'ended':
        if (following === undefined) break;
        unfollow();
        publish(message.state);
        break;
      case 'command':
        break;
      case 'key':
        if (message.step === 'changing') void opened?.volunteer.close();
        else void startOver();
        break;
    }
    leading?.hear(message);
    if (message.type === 'here' || message.type === 'gone') {
      for (const listener of Array.from(seenListeners)) listener();
    }
  }

  function sayHere(asks = false): void {
    channel.post({ type: 'here', tabId, visible: !document.hidden, asks });
  }

  document.addEventListener('visibilitychange', () => {
    // One that crashed while it was visible has not said that it is gone.
    if (document.hidden) for (const id of others.keys()) others.set(id, false);
    sayHere(document.hidden);
  });
  onPageHide(() => {
    channel.post({ type: 'gone', tabId });
    unfollow();
    leading?.leave();
  });
  // From the browser's cache it comes back at rest.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) sayHere();
  });
  sayHere();

  return {
    get state() {
      return state;
    },
    subscribe: (listener) => void listeners.add(listener),
    onKeyChanged: (listener) => void keyListeners.add(listener),
    start: () => command('start'),
    pause: () => command('pause'),
    finish: () => command('finish'),
    async read<T>(signal: AbortSignal, path: string): Promise<T> {
      const mine = era;
      const answer = await (await runtime()).volunteer.read<T>(signal, path);
      if (mine !== era) throw new TabloomError('aborted', 'This browser has another key by now.');
      return answer;
    },
    hasAccount: async () => opened?.account.exists() ?? (await import('../hasAccount.ts')).hasAccount(),
    account: async () => (await runtime()).account,
  };
}
