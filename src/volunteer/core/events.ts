// What happened, as values: the log and the one calm sentence of the page are put into words by whoever shows them.

import type { WireError } from '../../protocol/errors.ts';
import type { EngineTarget } from '../../../workers/api.ts';

/** What is being downloaded, and for which project. */
export type Piece = { kind: 'model' | 'data' | 'alphabet'; project: string };

/**
 * Why less is computed than the person set. page-slow: this page's own frames suffer. device-busy: work takes
 * clearly longer than it did. pressure: the browser says that the processor is under pressure. The others rest the
 * device: a low battery, no charger where one is wanted, Save-Data, a hidden tab where that is not wanted.
 */
export type Ease =
  | 'page-slow'
  | 'device-busy'
  | 'pressure'
  | 'battery'
  | 'not-charging'
  | 'save-data'
  | 'hidden';

/** What a device cannot do, known before Start. */
export type DeviceProblem = 'insecure' | 'no-wasm' | 'no-gpu' | 'software-gpu' | 'not-isolated';

export type VolunteerEvent =
  | { type: 'connected' }
  /** The browser keeps nothing: the account ends with the tab. */
  | { type: 'unkept' }
  | { type: 'got-work'; projects: string[]; pieces: number }
  | { type: 'result-sent' | 'result-confirmed' | 'result-disagreed' | 'result-failed'; project: string }
  | { type: 'result-late' | 'piece-given-up'; project: string }
  | { type: 'result-refused'; project: string; message: string }
  | { type: 'piece-failed'; project: string; message: string }
  | { type: 'engine-started'; target: EngineTarget }
  /** A faster engine has taken over. */
  | { type: 'engine-changed'; target: EngineTarget }
  /** The engine does not work here, or works no more; another one is tried. */
  | { type: 'engine-failed'; target: EngineTarget; message: string }
  | { type: 'kept-file-damaged' | 'kept-files-unreadable' | 'download-damaged' }
  | { type: 'no-room'; piece: Piece }
  | { type: 'eased' | 'rested'; why: Ease }
  | { type: 'unhindered' }
  | { type: 'paused' | 'resumed' | 'finished' }
  /** The pause or rest was longer than the coordinator keeps a place. */
  | { type: 'leases-lost'; pieces: number }
  /** This tab computes now, with the queue of one that was closed. */
  | { type: 'took-over'; pieces: number }
  | { type: 'stopped'; error: WireError };

export type LogEntry = { at: number; event: VolunteerEvent };
