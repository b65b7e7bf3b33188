// The sentences that the page shows and says.

import { describe, expect, it } from 'vitest';
import { IDLE_STATE, type CurrentTask, type VolunteerState } from '../volunteer/core/state.ts';
import { durationWords, rateWords, spokenSentence, stateSentence, unitNow, unitOf } from './sentences.ts';

const task = { projectName: 'Transcribe pages', title: 'Sonnets', rowsDone: 7, rows: 16 } as CurrentTask;
const working: VolunteerState = { ...IDLE_STATE, phase: 'working', task };
const imageOf = (width: number, height: number) => ({
  width,
  height,
  pixels: new Uint8Array(width * height),
});

describe('units', () => {
  it('are seen from the input and the output', () => {
    expect(unitOf({ image: imageOf(640, 48), output: 'By seeing farther' })).toBe('line');
    expect(unitOf({ image: imageOf(28, 28), output: '7' })).toBe('digit');
    expect(unitOf({ image: imageOf(224, 224), output: '281' })).toBe('image');
    expect(unitOf({ output: '0.2' })).toBe('row');
    expect(unitOf(undefined)).toBe('row');
  });

  it('are not those of another job that was seen before', () => {
    const of = (jobId: string, sample?: CurrentTask['sample']) => ({ ...task, jobId, sample }) as CurrentTask;
    const digit = of('digits', { image: imageOf(28, 28), output: '7' });
    expect(unitNow(of('digits'), digit)).toBe('digit');
    expect(unitNow(of('pages'), digit)).toBe('row');
    expect(unitNow(of('pages'), undefined)).toBe('row');
    // Between two tasks what is known stays.
    expect(unitNow(undefined, digit)).toBe('digit');
  });
});

describe('state sentences', () => {
  it('count from one and never past the end', () => {
    expect(stateSentence(working, 'line')).toBe('Computing: reading line 8 of 16 for Transcribe pages.');
    const last = { ...working, task: { ...task, rowsDone: 16 } };
    expect(stateSentence(last, 'line')).toContain('line 16 of 16');
  });

  it('name the download while nothing of the task is done', () => {
    const download = {
      what: { kind: 'model' as const, project: 'Transcribe pages' },
      receivedBytes: 1,
      totalBytes: 2,
    };
    const fetching = { ...working, download, task: { ...task, rowsDone: 0 } };
    expect(stateSentence(fetching, 'line')).toBe('Getting ready: downloading the model of Transcribe pages.');
    expect(stateSentence({ ...working, download }, 'line')).toContain('reading line 8');
  });

  it('sum up the visit when it is over', () => {
    expect(stateSentence(IDLE_STATE, 'row')).toBe('Stopped. Nothing runs on this device now.');
    const over = { ...IDLE_STATE, visit: { tasks: 2, rows: 1, computeMs: 9 } };
    expect(stateSentence(over, 'line')).toBe('Stopped. In this visit your device gave 1 answer.');
  });

  it('say nothing new to the ear at every row', () => {
    const next = { ...working, task: { ...task, rowsDone: 8 } };
    expect(spokenSentence(next)).toBe(spokenSentence(working));
  });
});

it('puts the rate into the unit that fits', () => {
  expect(rateWords(0, 'line')).toBe('being measured');
  expect(rateWords(254.3, 'digit')).toBe('254 digits per second');
  expect(rateWords(0.82, 'line')).toBe('49 lines per minute');
  expect(rateWords(1 / 240, 'line')).toBe('one line every 4 minutes');
});

it.each([
  [0.01, 'less than a tenth of a second'],
  [1, '1 second'],
  [13.3, '13 seconds'],
  [240, '4 minutes'],
  [5400, '1.5 hours'],
  [3 * 86_400, '3 days'],
])('writes %d s as %s', (seconds, words) => {
  expect(durationWords(seconds)).toBe(words);
});
