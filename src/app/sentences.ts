// From the runtime's state to the sentences of the page. Pure.

import type { Piece } from '../volunteer/core/events.ts';
import type { CurrentTask, VolunteerState } from '../volunteer/core/state.ts';
import { formatCount, formatMeasure } from './format.ts';
import { bench, counted, downloads, durations, ease, units } from './words.ts';
import type { Unit } from './words/unit.ts';

/** What a row looks like: a wide image with text is a line, a small square one with one character a digit. */
export function unitOf(sample: CurrentTask['sample']): Unit {
  if (!sample?.image) return 'row';
  const { width, height } = sample.image;
  if (width > 2 * height && sample.output !== undefined) return 'line';
  if (width <= 64 && height <= 64 && /^\d$/.test(sample.output ?? '')) return 'digit';
  return 'image';
}

/** The unit of the task at hand; of what was seen last only while that is of the same job, or nothing is at hand. */
export function unitNow(task: CurrentTask | undefined, seen: CurrentTask | undefined): Unit {
  return task && task.jobId !== seen?.jobId ? 'row' : unitOf(seen?.sample);
}

export function countUnits(count: number, unit: Unit): string {
  return counted(count, formatCount(count), units[unit].one, units[unit].many);
}

/** What is going on, for the eye: it may change at every row. */
export function stateSentence(state: VolunteerState, unit: Unit): string {
  switch (state.phase) {
    case 'resting':
      return state.easing === undefined ? bench.resting : ease.rested[state.easing];
    case 'idle':
      return state.visit.rows > 0 ? bench.stoppedAfter(countUnits(state.visit.rows, 'row')) : bench.stopped;
    case 'starting':
      return state.download ? downloadSentence(state.download.what) : bench.starting;
    case 'working': {
      const { task, download } = state;
      if (!task || (download && task.rowsDone === 0)) {
        return download ? downloadSentence(download.what) : bench.fetching;
      }
      const { doing, one } = units[unit];
      const at = formatCount(Math.min(task.rowsDone + 1, task.rows));
      return bench.working(doing, one, at, formatCount(task.rows), task.projectName);
    }
    case 'waiting':
    case 'offline':
    case 'pausing':
    case 'paused':
    case 'finishing':
    case 'stuck':
      return bench[state.phase];
  }
}

export function downloadSentence({ kind, project }: Piece): string {
  return bench.downloading(downloads[kind](project));
}

/** What is going on, for the ear: it changes only with the state. */
export function spokenSentence(state: VolunteerState): string {
  if (state.phase === 'working') {
    return state.task ? bench.workingSpoken(state.task.projectName) : bench.fetching;
  }
  if (state.phase === 'starting') return bench.starting;
  return stateSentence(state, 'row');
}

/** Per second where that is at least one, else per minute, else minutes each. */
export function rateWords(rowsPerSecond: number, unit: Unit): string {
  const { one, many } = units[unit];
  if (rowsPerSecond <= 0) return bench.rate.measuring;
  if (rowsPerSecond >= 1) return bench.rate.perSecond(formatMeasure(rowsPerSecond), many);
  const perMinute = rowsPerSecond * 60;
  if (perMinute >= 1.5) return bench.rate.perMinute(formatMeasure(perMinute), many);
  return bench.rate.every(one, formatMeasure(1 / perMinute));
}

/** A length of time in its largest fitting unit, two digits at most: `4 minutes`, `1.5 hours`. */
export function durationWords(seconds: number): string {
  if (seconds < 0.1) return durations.instant;
  const steps = [
    ['second', 1, 90],
    ['minute', 60, 5400],
    ['hour', 3600, 48 * 3600],
    ['day', 86_400, Infinity],
  ] as const;
  const [name, size] = steps.find(([, , below]) => seconds < below)!;
  const value = Number(formatNumber(seconds / size));
  return durations[name](formatMeasure(value), value);
}

function formatNumber(value: number): string {
  return value >= 10 ? String(Math.round(value)) : value.toPrecision(2);
}
