// What the person set for this browser: how much of the device, when, and what else the tab may do. Kept in
// localStorage, so that every tab of the origin hears of a change at once.

export type Power = 'gentle' | 'balanced' | 'full' | 'custom';

export type Settings = {
  power: Power;
  /** Of the time, 5 to 100; only when `power` is custom. */
  percent: number;
  /** WebAssembly threads; only when `power` is custom. */
  threads: number;
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

/** What each level means: part of the time, and part of the processor's cores (at least one, at most `maxThreads`). */
export const LEVELS = {
  gentle: { duty: 0.25, coreShare: 0.25, maxThreads: 2 },
  balanced: { duty: 0.5, coreShare: 0.5, maxThreads: 4 },
  full: { duty: 1, coreShare: 0.5, maxThreads: 8 },
} as const;

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

/** The part of the time that computing may take, (0, 1]. */
export function dutyOf({ power, percent }: Settings): number {
  return power === 'custom' ? percent / 100 : LEVELS[power].duty;
}

/** How many threads WebAssembly gets; `cores` are logical ones. */
export function threadsWanted({ power, threads }: Settings, cores: number): number {
  if (power === 'custom') return Math.min(threads, Math.max(1, cores));
  const { coreShare, maxThreads } = LEVELS[power];
  return Math.min(maxThreads, Math.max(1, Math.floor(cores * coreShare)));
}

function within(value: number, least: number, most: number): number {
  return Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : least;
}
