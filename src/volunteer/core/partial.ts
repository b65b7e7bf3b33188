// What of a task is finished, as the worker's reports add up: enough to go on after the worker was ended. Pure.

import type { PartialRun, RunProgress } from '../../../workers/api.ts';

/** `before` and the report after it. */
export function grown(before: PartialRun | undefined, report: RunProgress): PartialRun {
  const parts = Object.entries(report.parts).map(([name, fresh]) => [
    name,
    [...(before?.parts[name] ?? []), ...fresh],
  ]);
  return {
    rowsDone: report.rowsDone,
    computeMs: report.computeMs,
    parts: Object.fromEntries(parts) as PartialRun['parts'],
  };
}
