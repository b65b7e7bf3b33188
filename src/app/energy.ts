// What a visit may have cost in energy: an estimate from computing time, never a measure. Browsers tell no power.
// A busy thread of a laptop's or desktop's processor adds 3 to 10 W (packages of 15 to 65 W shared by their cores), a
// graphics card 5 W (integrated) to 75 W (the part of a large card's power that small models get to use).

export const THREAD_WATTS = { low: 3, high: 10 };
export const CARD_WATTS = { low: 5, high: 75 };

/** Watt-hours, from the least to the most likely. `computeMs`: time in which the engine computed. */
export function energyOf(
  computeMs: number,
  engine: { executionProvider: 'webgpu' | 'wasm'; threads: number },
): { low: number; high: number } {
  const hours = Math.max(0, computeMs) / 3_600_000;
  const isCard = engine.executionProvider === 'webgpu';
  const { low, high } = isCard ? CARD_WATTS : THREAD_WATTS;
  const units = isCard ? 1 : engine.threads;
  return { low: hours * units * low, high: hours * units * high };
}
