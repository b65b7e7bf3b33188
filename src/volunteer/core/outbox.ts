// Results on their way: posted in batches beside the computing, the very same body again until it is answered.
// What the coordinator does not want (an expired lease, a malformed result) is told in the log and dropped.

import { asTabloomError, isErrorCode, TabloomError } from '../../protocol/errors.ts';
import type { LeaseRef, ResultItem, ResultsRequest, TaskFailure } from '../../protocol/work.ts';
import type { Outcome } from './answers.ts';
import type { Board } from './board.ts';
import type { Connection } from './connection.ts';
import type { VolunteerEvent } from './events.ts';
import { judge } from './failures.ts';
import { isPassing, type Link } from './link.ts';
import type { Luggage } from './luggage.ts';
import { createBell, type Bell } from './waiting.ts';

/** Under the 4 MB that a body may have, and the 100 items of a request. */
const MAX_BODY_BYTES = 3_500_000;
const MAX_ITEMS = 100;
/** Browsers let requests of 64 KB in all outlive their page; the leases that go back have theirs, twice. */
const MAX_LAST_BYTES = 40_000;
/** An item that the coordinator itself stumbles over is given up after so many answers. */
const MAX_STUMBLES = 5;
const MAX_MESSAGE_CHARS = 2000;

/** `sizeBytes` as the wire carries it: UTF-8. */
type Letter = { item: ResultItem; sizeBytes: number; about: string; stumbles: number };

export type Outbox = {
  /** `about` is the project's name, for the log. */
  add(item: ResultItem, about: string): void;
  /** Posts until aborted, or until nothing more is taken from this device. */
  run(signal: AbortSignal): Promise<void>;
  /** Resolves when everything is answered. */
  drained(signal: AbortSignal): Promise<void>;
  /** What is not answered yet; copies. */
  readonly letters: Luggage['results'];
  /** Of what is not answered yet: as much as a request takes that may outlive its page, and whose results stay behind. */
  lastWords(): { body?: string; unsent: LeaseRef[] };
};

export function createOutbox(deps: {
  connection: Connection;
  link: Link;
  board: Board;
  /** Some results were answered. */
  onAnswered: () => void;
}): Outbox {
  const { connection, link, board, onAnswered } = deps;
  const bell: Bell = createBell();
  let letters: Letter[] = [];
  let maxItems = MAX_ITEMS;

  async function post(signal: AbortSignal, batch: readonly Letter[]): Promise<void> {
    const body = bodyOf(batch);
    try {
      const outcomes = await link.until(
        signal,
        patient((inner) => connection.postResults(inner, body)),
      );
      letters = letters.filter((letter) => !batch.includes(letter));
      batch.forEach((letter, index) => settle(letter, outcomes[index]));
      maxItems = MAX_ITEMS;
    } catch (thrown) {
      signal.throwIfAborted();
      const error = asTabloomError(thrown);
      // Nothing is taken from this device any more (a revoked key).
      if (judge(error).blame === 'nobody') throw error;
      // One by one, so that whichever is refused does not take the others with it.
      if (batch.length > 1) maxItems = 1;
      else {
        letters = letters.filter((letter) => !batch.includes(letter));
        board.log({ type: 'result-refused', project: batch[0]?.about ?? '', message: error.message });
      }
    }
    onAnswered();
    bell.ring();
  }

  function settle(letter: Letter, outcome: Outcome | undefined): void {
    const error = outcome?.error;
    if (error === undefined) {
      board.log(eventOf(letter, outcome));
      return;
    }
    const code = isErrorCode(error.code) ? error.code : 'internal';
    const passes = isPassing(new TabloomError(code, error.message));
    if (passes && letter.stumbles + 1 < MAX_STUMBLES)
      letters.push({ ...letter, stumbles: letter.stumbles + 1 });
    else if (code === 'lease_lost' || code === 'workunit_purged') {
      board.log({ type: 'result-late', project: letter.about });
    } else board.log({ type: 'result-refused', project: letter.about, message: error.message });
  }

  return {
    add(item, about) {
      letters.push({ ...fitted(item), about, stumbles: 0 });
      bell.ring();
    },
    async run(signal) {
      for (;;) {
        if (letters.length === 0) await bell.wait(signal);
        else await post(signal, batchOf(letters, maxItems));
      }
    },
    get letters() {
      return letters.map(({ item, about }) => ({ item, about }));
    },
    async drained(signal) {
      while (letters.length > 0) await bell.wait(signal);
    },
    lastWords() {
      const small = letters.filter(({ sizeBytes }) => sizeBytes <= MAX_LAST_BYTES);
      const batch = batchOf(small, MAX_ITEMS, MAX_LAST_BYTES);
      const unsent = letters.filter((letter) => !batch.includes(letter));
      return {
        ...(batch.length === 0 ? {} : { body: bodyOf(batch) }),
        unsent: unsent.map(({ item: { taskId, leaseToken } }) => ({ taskId, leaseToken })),
      };
    },
  };
}

/** The failure report of a task; the message is cut to what the wire takes. */
export function failureOf(code: TaskFailure['code'], message: string): { failure: TaskFailure } {
  return { failure: { code, message: message.slice(0, MAX_MESSAGE_CHARS) } };
}

/** A coordinator that stumbles over one and the same body will not get up by itself. */
function patient<T>(call: (signal: AbortSignal) => Promise<T>): (signal: AbortSignal) => Promise<T> {
  let stumbles = 0;
  return async (signal) => {
    try {
      return await call(signal);
    } catch (thrown) {
      const error = asTabloomError(thrown);
      if (error.code === 'internal') stumbles += 1;
      if (stumbles < MAX_STUMBLES) throw error;
      throw new TabloomError('bad_request', error.message, { cause: error });
    }
  };
}

/** The first letters, as many as one body takes; at least one, if there is one. */
function batchOf(letters: readonly Letter[], maxItems: number, maxBytes = MAX_BODY_BYTES): Letter[] {
  const batch: Letter[] = [];
  let sizeBytes = 0;
  for (const letter of letters) {
    sizeBytes += letter.sizeBytes;
    if (batch.length > 0 && (batch.length >= maxItems || sizeBytes > maxBytes)) break;
    batch.push(letter);
  }
  return batch;
}

function bodyOf(batch: readonly Letter[]): string {
  const request: ResultsRequest = { results: batch.map((letter) => letter.item) };
  return JSON.stringify(request);
}

/** A result that no body can take is reported as what it is: a job whose outputs are too large. */
function fitted(item: ResultItem): { item: ResultItem; sizeBytes: number } {
  const sizeBytes = new TextEncoder().encode(JSON.stringify(item)).byteLength;
  if (sizeBytes <= MAX_BODY_BYTES || item.outputs === undefined) return { item, sizeBytes };
  const { outputs: _outputs, ...rest } = item;
  const message = `The outputs of one workunit take ${sizeBytes} bytes; a result may have ${MAX_BODY_BYTES}. Use fewer rows per workunit.`;
  return { item: { ...rest, ...failureOf('engine_failed', message) }, sizeBytes: 1000 };
}

function eventOf({ item, about: project }: Letter, outcome: Outcome | undefined): VolunteerEvent {
  if (item.failure !== undefined) return { type: 'result-failed', project };
  switch (outcome?.state) {
    case 'valid':
      return { type: 'result-confirmed', project };
    case 'invalid':
      return { type: 'result-disagreed', project };
    case 'failed':
      return { type: 'piece-given-up', project };
    case 'pending':
    case undefined:
      return { type: 'result-sent', project };
  }
}
