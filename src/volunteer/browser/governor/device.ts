// What the browser says of the device while computing: Compute Pressure, battery, Save-Data. Each is missing in some
// browsers, and then it is not known.

import type { Senses } from '../../core/governor.ts';

export type DeviceSenses = Pick<Senses, 'pressure' | 'battery' | 'saveData'>;
export type DeviceWatch = { readonly senses: DeviceSenses; stop(): void };

/** https://www.w3.org/TR/compute-pressure/; Chromium, in secure contexts. */
type PressureState = NonNullable<Senses['pressure']>;
type PressureObserverLike = {
  observe(source: 'cpu', options: { sampleInterval: number }): Promise<void>;
  disconnect(): void;
};
type PressureObserverClass = new (
  callback: (records: { state: PressureState }[]) => void,
) => PressureObserverLike;

/** https://www.w3.org/TR/battery-status/; Chromium. */
type Battery = EventTarget & { charging: boolean; level: number };

/** https://wicg.github.io/savedata/; Chromium. */
type Connection = EventTarget & { saveData?: boolean };

const PRESSURE_EVERY_MS = 1000;

/** `onChange` hears of every change. */
export function watchDevice(onChange: () => void): DeviceWatch {
  const senses: DeviceSenses = {};
  const controller = new AbortController();
  const { signal } = controller;
  watchPressure(senses, signal, onChange);
  void watchBattery(senses, signal, onChange);
  watchSaveData(senses, signal, onChange);
  return { senses, stop: () => controller.abort() };
}

function watchPressure(senses: DeviceSenses, signal: AbortSignal, onChange: () => void): void {
  const { PressureObserver } = globalThis as { PressureObserver?: PressureObserverClass };
  if (PressureObserver === undefined) return;
  const observer = new PressureObserver((records) => {
    const state = records.at(-1)?.state;
    if (state === undefined || state === senses.pressure || signal.aborted) return;
    senses.pressure = state;
    onChange();
  });
  // Not allowed in some frames, and not supported on some systems.
  const observe = (): void =>
    void observer.observe('cpu', { sampleInterval: PRESSURE_EVERY_MS }).catch(() => undefined);
  // A hidden tab is told nothing (measured in Chromium 156): what was last heard would hold for as long as it is hidden.
  const onVisibility = (): void => {
    observer.disconnect();
    if (!document.hidden) return observe();
    delete senses.pressure;
    onChange();
  };
  observe();
  document.addEventListener('visibilitychange', onVisibility, { signal });
  signal.addEventListener('abort', () => observer.disconnect());
}

async function watchBattery(senses: DeviceSenses, signal: AbortSignal, onChange: () => void): Promise<void> {
  const { getBattery } = navigator as Navigator & { getBattery?: () => Promise<Battery> };
  const battery = await getBattery?.call(navigator).catch(() => undefined);
  if (battery === undefined || signal.aborted) return;
  const take = (): void => {
    senses.battery = { charging: battery.charging, level: battery.level };
    onChange();
  };
  for (const type of ['chargingchange', 'levelchange']) battery.addEventListener(type, take, { signal });
  take();
}

function watchSaveData(senses: DeviceSenses, signal: AbortSignal, onChange: () => void): void {
  const { connection } = navigator as Navigator & { connection?: Connection };
  if (connection === undefined) return;
  const take = (): void => {
    if (connection.saveData === undefined || connection.saveData === senses.saveData) return;
    senses.saveData = connection.saveData;
    onChange();
  };
  connection.addEventListener('change', take, { signal });
  take();
}
