import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createGovernor, ownShareOf, type Limits, type Senses } from './governor.ts';

const limits: Limits = {
  duty: 0.5,
  hiddenTab: true,
  onlyCharging: false,
  batteryFloor: 0.4,
  respectSaveData: true,
  ownShare: 0.25,
};
const calm: Senses = { hidden: false, warmingUp: false, pageSlow: false, strain: 1 };

function governed() {
  const time = { at: 0 };
  const governor = createGovernor(() => time.at);
  const decide = (senses: Partial<Senses> = {}, wanted: Partial<Limits> = {}) =>
    governor.decide({ ...limits, ...wanted }, { ...calm, ...senses });
  return { time, decide };
}

test('with nothing in the way, what was set is allowed', () => {
  expect(governed().decide()).toEqual({ duty: 0.5, hidden: false });
});

test.each<[string, Partial<Senses>, Partial<Limits>]>([
  ['hidden', { hidden: true }, { hiddenTab: false }],
  ['battery', { battery: { charging: false, level: 0.39 } }, {}],
  ['not-charging', { battery: { charging: false, level: 0.9 } }, { onlyCharging: true }],
  ['save-data', { saveData: true }, {}],
  ['pressure', { pressure: 'critical' }, {}],
])('rests for: %s', (easing, senses, wanted) => {
  const { decide } = governed();
  expect(decide(senses, wanted)).toMatchObject({ duty: 0, easing });
  expect(decide({}, wanted)).toEqual({ duty: 0.5, hidden: false });
});

test('where half the processor is lent, its own pressure counts one level less', () => {
  const lent = { ownShare: 0.5 };
  expect(governed().decide({ pressure: 'serious' }, lent)).toEqual({ duty: 0.5, hidden: false });
  expect(governed().decide({ pressure: 'critical' }, lent)).toMatchObject({ duty: 0.25, easing: 'pressure' });
});

test('what is lent of the processor are the threads of the engine that runs', () => {
  const wasm = { executionProvider: 'wasm', threads: 2 } as const;
  expect(ownShareOf(wasm, 0.5, 4)).toBe(0.25);
  expect(ownShareOf({ ...wasm, threads: 8 }, 1, 4)).toBe(1);
  expect(ownShareOf({ executionProvider: 'webgpu', threads: 1 }, 1, 1)).toBe(0);
  expect(ownShareOf(undefined, 1, 1)).toBe(0);
});

test.each<[string, Partial<Senses>]>([
  ['hidden', { hidden: true }],
  ['charging at a low level', { battery: { charging: true, level: 0.1 } }],
  ['a full battery', { battery: { charging: false, level: 0.8 } }],
  ['a fair pressure', { pressure: 'fair' }],
  ['pressure of its own start', { warmingUp: true, pressure: 'critical', pageSlow: true, strain: 3 }],
  ['late frames of a hidden page', { hidden: true, pageSlow: true }],
])('does not mind: %s', (_name, senses) => {
  expect(governed().decide(senses)).toMatchObject({ duty: 0.5 });
});

test.each<[string, Partial<Senses>]>([
  ['page-slow', { pageSlow: true }],
  ['device-busy', { strain: 2 }],
  ['pressure', { pressure: 'serious' }],
])('eases off at once, and comes back step by step: %s', (easing, senses) => {
  const { time, decide } = governed();
  expect(decide(senses)).toMatchObject({ duty: 0.25, easing });
  time.at += 100;
  expect(decide()).toMatchObject({ duty: 0.25, easing });
  time.at += 4000;
  expect(decide()).toMatchObject({ duty: 0.35, easing });
  for (let step = 0; step < 5; step++) {
    time.at += 4000;
    decide();
  }
  expect(decide()).toEqual({ duty: 0.5, hidden: false });
});

test('whatever happens, never more than what was set, and never nothing without a reason', () => {
  const senses = fc.record({
    hidden: fc.boolean(),
    pageSlow: fc.boolean(),
    strain: fc.double({ min: 0.5, max: 10, noNaN: true }),
    pressure: fc.constantFrom('nominal' as const, 'fair' as const, 'serious' as const, 'critical' as const),
    battery: fc.record({ charging: fc.boolean(), level: fc.double({ min: 0, max: 1, noNaN: true }) }),
    saveData: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(5000), senses), { maxLength: 60 }), (steps) => {
      const { time, decide } = governed();
      for (const [ms, sensed] of steps) {
        time.at += ms;
        const { duty, easing } = decide(sensed);
        expect(duty).toBeLessThanOrEqual(0.5);
        expect(duty >= 0.5 || easing !== undefined).toBe(true);
        expect(duty === 0 || duty >= 0.5 * 0.15).toBe(true);
      }
    }),
  );
});
