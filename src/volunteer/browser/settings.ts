// What the person set for this browser: how much of the device, when, and what else the tab may do. Kept in
// localStorage, so that every tab of the origin hears of a change at once.

import type { PowerChoice } from '../core/power.ts';

/** `percent` is 5 to 100, `threads` are WebAssembly's. */
export type Settings = PowerChoice & {
  /** Whether a hidden tab computes. */
  hiddenTab: boolean;
  onlyCharging: boolean;
  /** On battery, under this level in percent, the device rests; 0 to 100. */
  batteryFloor: number;
  /** Rests while the browser asks pages to save data. */
  respectSaveData: boolean;
  /** Keeps the screen on while a visible tab computes. */
  keepAwake: boolean;
  /** A notification when the tab needs the person. */
  notify: boolean;
};

export const DEFAULT_SETTINGS: Settings = {
  power: 'gentle',
  percent: 25,
  threads: 1,
  hiddenTab: true,
  onlyCharging: false,
  batteryFloor: 40,
  respectSaveData: true,
  keepAwake: false,
  notify: false,
};

const KEY = 'tabloom.settings';
const listeners = new Set<(settings: Settings) => void>();

/** The kept settings; what is missing or makes no sense is the default. */
export function loadSettings(): Settings {
  try {
    return readSettings(JSON.parse(localStorage.getItem(KEY) ?? '{}'));
  } catch {
    return DEFAULT_SETTINGS;
  }
}

/** Keeps and tells them; in a browser that denies storage they hold for this tab only. */
export function saveSettings(settings: Settings): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // Told below all the same.
  }
  for (const listener of Array.from(listeners)) listener(settings);
}

/** Hears of changes here and in other tabs. Returns what ends it. */
export function onSettings(listener: (settings: Settings) => void): () => void {
  const fromOtherTab = ({ key }: StorageEvent): void => {
    if (key === KEY || key === null) listener(loadSettings());
  };
  listeners.add(listener);
  addEventListener('storage', fromOtherTab);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', fromOtherTab);
  };
}

/** Any value as settings, field by field. */
export function readSettings(value: unknown): Settings {
  const given = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const settings: Record<string, unknown> = { ...DEFAULT_SETTINGS };
  for (const [name, usual] of Object.entries(DEFAULT_SETTINGS)) {
    const wanted = given[name];
    if (typeof wanted === typeof usual) settings[name] = wanted;
  }
  const { power, percent, threads, batteryFloor } = settings as Settings;
  return {
    ...(settings as Settings),
    power: ['gentle', 'balanced', 'full', 'custom'].includes(power) ? power : DEFAULT_SETTINGS.power,
    percent: within(percent, 5, 100),
    threads: Math.round(within(threads, 1, 64)),
    batteryFloor: within(batteryFloor, 0, 100),
  };
}

function within(value: number, least: number, most: number): number {
  return Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : least;
}
