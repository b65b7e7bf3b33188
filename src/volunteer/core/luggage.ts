// What one tab hands to the next that computes for the same host: leased tasks, how far they are, and results that
// are not answered yet. All of it can be cloned between tabs.

import type { ResultItem } from '../../protocol/work.ts';
import type { PartialRun } from '../../../workers/api.ts';
import type { Work } from './answers.ts';
import type { VisitTotals } from './state.ts';

export type Luggage = {
  leases: { work: Work; partial?: PartialRun }[];
  /** `about` is the project's name, for the log. */
  results: { item: ResultItem; about: string }[];
  /** What the visit came to so far; left out where nothing is known. */
  visit?: VisitTotals;
};
