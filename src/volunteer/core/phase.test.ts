import { expect, test } from 'vitest';
import { FACTS_AT_REST, phaseOf, type Facts } from './phase.ts';

const running: Facts = { ...FACTS_AT_REST, wish: 'run', open: true, ready: true };
const away = { problem: { code: 'coordinator_away', message: 'away' }, nextTryAt: 5000 } as const;
const stuck = { code: 'engine_unavailable', message: 'none' } as const;

test.each<[string, Facts, ReturnType<typeof phaseOf>]>([
  ['nothing began', FACTS_AT_REST, { phase: 'idle' }],
  ['the engine starts', { ...running, ready: false, busy: true }, { phase: 'starting' }],
  ['a task computes', { ...running, busy: true, atHand: true }, { phase: 'working' }],
  ['work is being asked for', running, { phase: 'working' }],
  ['there is no work', { ...running, dryUntilAt: 7000 }, { phase: 'waiting', nextTryAt: 7000 }],
  ['the last task computes', { ...running, atHand: true, dryUntilAt: 7000 }, { phase: 'working' }],
  ['the coordinator is away', { ...running, atHand: true, away }, { phase: 'offline', ...away }],
  [
    'a task computes while the coordinator is away',
    { ...running, atHand: true, busy: true, away },
    { phase: 'working' },
  ],
  ['a pause waits for the batch', { ...running, wish: 'pause', busy: true }, { phase: 'pausing' }],
  ['a pause, even offline', { ...running, wish: 'pause', away }, { phase: 'paused' }],
  ['rest before the engine has started', { ...running, ready: false, resting: true }, { phase: 'resting' }],
  ['finishing', { ...running, wish: 'finish', busy: true }, { phase: 'finishing' }],
  ['finishing without a coordinator', { ...running, wish: 'finish', away }, { phase: 'finishing', ...away }],
  ['closing', { ...running, wish: 'rest', busy: true }, { phase: 'idle' }],
  ['no engine is left', { ...FACTS_AT_REST, stuck }, { phase: 'stuck', problem: stuck }],
])('%s', (_name, facts, expected) => {
  expect(phaseOf(facts)).toEqual(expected);
});
