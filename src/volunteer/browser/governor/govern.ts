// The governor in a tab: brings settings, senses and the runtime together. Watches only while there is something to
// govern, and decides at every change and once a second.

import { hasStarted } from '../../core/engineStart.ts';
import { createGovernor, ownShareOf, type Limits, type Senses } from '../../core/governor.ts';
import { dutyOf } from '../../core/power.ts';
import type { Allowance, OwnVolunteer, VolunteerState } from '../../core/state.ts';
import { loadSettings, onSettings } from '../settings.ts';
import type { TabHost } from '../tabs/tabs.ts';
import { watchDevice, type DeviceWatch } from './device.ts';
import { watchFrames, type FrameWatch } from './frames.ts';
import { createKeepAwake } from './keepAwake.ts';

const EVERY_MS = 1000;
/** A start compiles for 2 to 3 s on 2 cores, and the pressure of it is told for some seconds more (Chromium 156). */
const WARM_UP_MS = 6000;

export type GovernOptions = {
  /** In place of what the person set, for benchmarks and tests. */
  duty?: number;
  /** Monotonic milliseconds. */
  now: () => number;
};

/** A person who looks at another tab of this page looks at Tabloom. */
type Host = Pick<TabHost, 'isSeenElsewhere' | 'onSeen'>;

type Watching = { frames: FrameWatch; device: DeviceWatch; timer: ReturnType<typeof setInterval> };

/** Governs for as long as the page lives. */
export function govern(volunteer: OwnVolunteer, host: Host, options: GovernOptions): void {
  const governor = createGovernor(options.now);
  const keepAwake = createKeepAwake();
  let settings = loadSettings();
  let watching: Watching | undefined;
  let last: Allowance | undefined;
  let strain = 1;
  let before = volunteer.state;
  let warmUntil = -Infinity;

  function decide(): void {
    const senses: Senses = {
      hidden: document.hidden && !host.isSeenElsewhere(),
      warmingUp: options.now() < warmUntil || isPaused(volunteer.state),
      pageSlow: watching?.frames.wasSlow() ?? false,
      strain: volunteer.state.strain,
      ...watching?.device.senses,
    };
    const allowance = governor.decide(limits(), senses);
    if (isSame(allowance, last)) return;
    last = allowance;
    volunteer.allow(allowance);
  }

  function limits(): Limits {
    const duty = options.duty ?? dutyOf(settings);
    const { hiddenTab, onlyCharging, batteryFloor, respectSaveData } = settings;
    return {
      duty,
      ownShare: ownShareOf(volunteer.state.capabilities?.numericClass, duty, navigator.hardwareConcurrency),
      hiddenTab,
      onlyCharging,
      batteryFloor: batteryFloor / 100,
      respectSaveData,
    };
  }

  function noteStart(state: VolunteerState): void {
    if (hasStarted(before, state)) warmUntil = options.now() + WARM_UP_MS;
    before = state;
  }

  function watch(state: VolunteerState): void {
    noteStart(state);
    const isOpen = state.phase !== 'idle' && state.phase !== 'stuck';
    keepAwake.set(settings.keepAwake && isComputing(state));
    if (isOpen && watching === undefined) {
      const device = watchDevice(decide);
      watching = { frames: watchFrames(), device, timer: setInterval(decide, EVERY_MS) };
      decide();
    }
    if (!isOpen) stopWatching();
    // A hidden tab's timer may come once a minute only, its worker's word comes at once.
    if (state.strain === strain) return;
    strain = state.strain;
    decide();
  }

  function stopWatching(): void {
    if (watching === undefined) return;
    clearInterval(watching.timer);
    watching.frames.stop();
    watching.device.stop();
    watching = undefined;
  }

  onSettings((changed) => {
    settings = changed;
    watch(volunteer.state);
    decide();
  });
  volunteer.subscribe(watch);
  document.addEventListener('visibilitychange', decide);
  host.onSeen(decide);
  decide();
}

function isPaused({ phase }: VolunteerState): boolean {
  return phase === 'paused' || phase === 'pausing';
}

function isComputing({ phase }: VolunteerState): boolean {
  return phase === 'starting' || phase === 'working' || phase === 'finishing';
}

function isSame(a: Allowance, b: Allowance | undefined): boolean {
  return a.duty === b?.duty && a.easing === b.easing && a.hidden === b.hidden;
}
