// What the volunteer's runtime tells whoever watches it: one immutable value, replaced at every change.

import type { WireError } from '../../protocol/errors.ts';
import type { JobId, ProjectId, TaskId } from '../../protocol/ids.ts';
import type { Capabilities, Credit } from '../../protocol/work.ts';
import type { Sample } from '../../../workers/api.ts';
import type { Ease, LogEntry, Piece, VolunteerEvent } from './events.ts';
import type { Luggage } from './luggage.ts';

/**
 * idle: nothing runs, nothing was sent. starting: engine and sign-in. working: computing, or fetching for it.
 * waiting: no work for this device right now. offline: the coordinator is away and will be asked again.
 * pausing and paused: leases are kept. resting: as paused, but by itself (see `easing`). finishing: the task at hand,
 * then idle. stuck: needs the person (see `problem`).
 */
export type Phase =
  | 'idle'
  | 'starting'
  | 'working'
  | 'waiting'
  | 'offline'
  | 'pausing'
  | 'paused'
  | 'resting'
  | 'finishing'
  | 'stuck';

export type CurrentTask = {
  taskId: TaskId;
  jobId: JobId;
  projectId: ProjectId;
  projectName: string;
  title: string;
  rowsDone: number;
  rows: number;
  sample?: Sample;
};

export type Download = { what: Piece; receivedBytes: number; totalBytes: number };

export type VisitTotals = {
  tasks: number;
  rows: number;
  computeMs: number;
  /** What the account had earned before; left out until it is known. */
  earnedBeforeMicro?: string;
};

export type VolunteerState = {
  phase: Phase;
  /** What failed last, while it matters; `stuck` always has one. */
  problem?: WireError;
  /** The instant of the next try, milliseconds since the epoch, while waiting or offline. */
  nextTryAt?: number;
  capabilities?: Capabilities;
  task?: CurrentTask;
  download?: Download;
  /** Leased tasks behind the current one. */
  queued: number;
  /** Over the last half minute of computing; 0 while nothing is known. */
  rowsPerSecond: number;
  visit: VisitTotals;
  /** The part of the time that computing may take now, 0 to 1. */
  duty: number;
  /** Why that is less than the person set. */
  easing?: Ease;
  /** How much longer work takes than it did at its best, over the last moments; 1 is as usual. */
  strain: number;
  /** The latest trouble that was dealt with, for one calm sentence; gone with the next finished task. */
  notice?: VolunteerEvent;
  /** Another tab of this browser computes, and this one shows its numbers. */
  elsewhere?: boolean;
  credit?: Credit;
  /** When the next held credits become available, ISO 8601. */
  nextReleaseAt?: string;
  volunteerId?: string;
  /** Newest last, at most 100. */
  log: readonly LogEntry[];
};

export const IDLE_STATE: VolunteerState = {
  phase: 'idle',
  queued: 0,
  rowsPerSecond: 0,
  visit: { tasks: 0, rows: 0, computeMs: 0 },
  duty: 1,
  strain: 1,
  log: [],
};

/** The handle that pages hold. `pause` and `finish` may be called at any time. */
export type Volunteer = {
  readonly state: VolunteerState;
  subscribe(listener: (state: VolunteerState) => void): () => void;
  /** Starts, or goes on after a pause. */
  start(): void;
  /** Stops computing within 200 ms and keeps the leases; goes on from the last finished batch. */
  pause(): void;
  /** Completes the task at hand, returns the others, then idle. */
  finish(): void;
  /** Reads a path of the API signed in as this volunteer; the answer's type is trusted. Throws a TabloomError. */
  read<T>(signal: AbortSignal, path: string): Promise<T>;
  /** Ends everything at once and returns the leases; for a closing tab or process. */
  close(): Promise<void>;
};

/** How much of the device may be used right now; the governor's word. */
export type Allowance = {
  /** The part of the time that computing may take; 0 rests the device and keeps the leases. */
  duty: number;
  /** Why that is less than the person set. */
  easing?: Ease;
  /** Whether the tab is hidden, as the coordinator is told. */
  hidden: boolean;
};

/** The runtime itself, as the one tab holds it that computes. */
export type OwnVolunteer = Volunteer & {
  /** May be called at any time, at rest as well; until then everything is allowed. */
  allow(allowance: Allowance): void;
  /** The network is back: asks the coordinator at once, if it was away. */
  retry(): void;
  /** What another tab would need to go on from here; a copy. */
  luggage(): Luggage;
  /** Starts with what another tab left, which is computed or sent first. */
  startWith(luggage: Luggage, wish: 'run' | 'pause'): void;
  /** Ends everything as `close` does, but returns no lease: another tab goes on with the luggage. */
  handOver(): Promise<void>;
  /** At rest: signs in anew from now on, with whatever key there is then; nothing of the account is shown any more. */
  forget(): void;
};
