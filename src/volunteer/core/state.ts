// What the volunteer's runtime tells whoever watches it: one immutable value, replaced at every change.

import type { WireError } from '../../protocol/errors.ts';
import type { JobId, ProjectId, TaskId } from '../../protocol/ids.ts';
import type { Capabilities, Credit } from '../../protocol/work.ts';
import type { Sample } from '../../../workers/api.ts';

/**
 * idle: nothing runs, nothing was sent. starting: engine and sign-in. working: computing, or fetching for it.
 * waiting: no work for this device right now. offline: the coordinator is away and will be asked again.
 * pausing and paused: leases are kept. finishing: the task at hand, then idle. stuck: needs the person (see `problem`).
 */
export type Phase =
  | 'idle'
  | 'starting'
  | 'working'
  | 'waiting'
  | 'offline'
  | 'pausing'
  | 'paused'
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

export type Download = { what: string; receivedBytes: number; totalBytes: number };

export type LogEntry = { at: number; text: string };

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
  visit: { tasks: number; rows: number; computeMs: number };
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
  log: [],
};

/** The handle that pages hold. `pause` and `finish` may be called at any time. */
export type Volunteer = {
  readonly state: VolunteerState;
  subscribe(listener: (state: VolunteerState) => void): () => void;
  /** Starts, or goes on after a pause. */
  start(): void;
  /** Stops computing after the batch at hand and keeps the leases. */
  pause(): void;
  /** Completes the task at hand, returns the others, then idle. */
  finish(): void;
  /** Reads a path of the API signed in as this volunteer; the answer's type is trusted. Throws a TabloomError. */
  read<T>(signal: AbortSignal, path: string): Promise<T>;
  /** Ends everything at once and returns the leases; for a closing tab or process. */
  close(): Promise<void>;
};
