// The tab that computes, as the others see it: its numbers a few times a second, what they would go on with if it were
// closed, and their wishes carried out.

import type { OwnVolunteer, VolunteerState } from '../../core/state.ts';
import type { TabChannel, HandedWish, TabMessage } from './channel.ts';
import type { ComputeLock } from './lock.ts';

/** Nobody reads faster; a change of phase is told at once. */
const STATE_EVERY_MS = 250;
/** What a tab that dies without a word has not told yet is computed again. */
const LUGGAGE_EVERY_MS = 5000;

export type Leadership = {
  /** Resolves when the volunteer is at rest or needs its person, or when the next tab in line has to go on. */
  readonly ended: Promise<'over' | 'handed over'>;
  hear(message: TabMessage): void;
  /**
   * The page goes away: ends everything, and leaves the work to the next tab in line or gives it back. If it is cut off
   * in its midst, it may be called again.
   */
  leave(): void;
};

/** The volunteer must have been started. `now` in milliseconds, from any origin. */
export function lead(deps: {
  volunteer: OwnVolunteer;
  channel: TabChannel;
  lock: ComputeLock;
  /** Whether other tabs are open. */
  hasAudience: () => boolean;
  now: () => number;
}): Leadership {
  const { volunteer, channel, lock, hasAudience, now } = deps;
  let hasSuccessor = false;
  let toldAt = -Infinity;
  let packedAt = now();
  let toldPhase: VolunteerState['phase'] | undefined;
  let packedWish: HandedWish | undefined;
  let queued = 0;
  let isLeaving = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let end: (how: 'over' | 'handed over') => void = () => {};
  const ended = new Promise<'over' | 'handed over'>((resolve) => {
    end = resolve;
  });

  function tell(): void {
    clearTimeout(timer);
    timer = undefined;
    toldAt = now();
    toldPhase = volunteer.state.phase;
    if (!hasAudience()) return;
    channel.post({ type: 'state', state: volunteer.state });
    if (hasSuccessor && now() - packedAt >= LUGGAGE_EVERY_MS) handLuggage();
  }

  function handLuggage(): void {
    packedAt = now();
    packedWish = wishOf(volunteer.state);
    channel.post({ type: 'luggage', luggage: volunteer.luggage(), wish: packedWish });
  }

  async function lookForSuccessor(): Promise<void> {
    const before = hasSuccessor;
    hasSuccessor = await lock.hasSuccessor();
    // Asked while it led, answered when it does no more: another tab's queue is not to be replaced by none.
    if (hasSuccessor && !before && !isOver(volunteer.state)) handLuggage();
  }

  function changed(state: VolunteerState): void {
    if (isOver(state)) {
      // A visit that was started again as it ended is at rest for the moment only.
      queueMicrotask(() => {
        if (!isOver(volunteer.state)) return;
        stopTelling();
        end('over');
      });
      return;
    }
    const isNews = state.phase !== toldPhase;
    // A new wish must outlive this tab, and fresh leases are known to nobody else: they would have to run out.
    const mustKnow = state.queued > queued || wishOf(state) !== packedWish;
    queued = state.queued;
    if (hasSuccessor && mustKnow) handLuggage();
    if (isNews || now() - toldAt >= STATE_EVERY_MS) tell();
    else timer ??= setTimeout(tell, STATE_EVERY_MS);
  }

  function stopTelling(): void {
    clearTimeout(timer);
    clearInterval(looking);
    unsubscribe();
  }

  const unsubscribe = volunteer.subscribe(changed);
  const looking = setInterval(() => void lookForSuccessor(), LUGGAGE_EVERY_MS);
  tell();
  return {
    ended,
    hear(message) {
      if (message.type === 'command') volunteer[message.command]();
      if (message.type === 'gone') void lookForSuccessor();
      if (message.type !== 'here') return;
      tell();
      // It gets in line when it has heard the state.
      setTimeout(() => void lookForSuccessor(), STATE_EVERY_MS);
    },
    leave() {
      // Who was in line may have been closed just before.
      const goesOn = hasSuccessor && hasAudience();
      // The second time there may be nothing left to hand over.
      if (goesOn && !isLeaving) handLuggage();
      isLeaving = true;
      stopTelling();
      void (goesOn ? volunteer.handOver() : volunteer.close());
      end(goesOn ? 'handed over' : 'over');
    },
  };
}

const isOver = ({ phase }: VolunteerState): boolean => phase === 'idle' || phase === 'stuck';

function wishOf({ phase }: VolunteerState): HandedWish {
  if (phase === 'paused' || phase === 'pausing') return 'pause';
  return phase === 'finishing' ? 'finish' : 'run';
}
