// A compute worker as its owner holds it, whatever thread it runs in: the calls, and what becomes of them when
// the worker is ended or dies. The bridges add the thread.

import { proxy, transfer, type Remote } from 'comlink';
import type { Compute, ComputeApi, DeathNotice, Reply, RunResult } from '../../../workers/api.ts';
import { TabloomError, errorFromWire, type WireError } from '../../protocol/errors.ts';
import type { Capabilities } from '../../protocol/work.ts';
import { createLifeline } from '../../util/lifeline.ts';

export type ComputeHandle = {
  compute: Compute;
  /** For the bridge: the thread ended by itself, or can no longer be trusted. */
  die(message: string): void;
  /** For the bridge: any message of the thread; those that are no death notice pass by. */
  hear(message: unknown): void;
};

/** `endThread` is called once, at `terminate` or death; `interrupt` is set before that. */
export function createComputeHandle(
  remote: Remote<ComputeApi>,
  endThread: () => void,
  interrupt?: SharedArrayBuffer,
): ComputeHandle {
  const life = createLifeline<TabloomError>();
  let isStarted = false;
  let resolveDied: (reason: WireError) => void = () => {};
  const died = new Promise<WireError>((resolve) => {
    resolveDied = resolve;
  });

  function end(reason: TabloomError, byItself: boolean): void {
    if (life.reason) return;
    life.end(reason);
    if (interrupt !== undefined) Atomics.store(new Int32Array(interrupt), 0, 1);
    endThread();
    if (byItself) resolveDied(reason.toWire());
  }

  const compute: Compute = {
    async start(target) {
      const starting = interrupt === undefined ? remote.start(target) : remote.start(target, interrupt);
      const reply = await life.hold<Reply<Capabilities>>(starting);
      isStarted = reply.ok;
      return reply;
    },
    missing: (program, inputs) => life.hold(remote.missing(program, inputs)),
    provide(sha256, bytes) {
      const own = transferable(bytes);
      return life.hold(remote.provide(sha256, transfer(own, [own.buffer])));
    },
    run(request, onProgress) {
      let isOpen = true;
      // Of a run that was given up, progress may still arrive.
      const whileOpen = proxy<typeof onProgress>((progress) => {
        if (isOpen && !life.reason) onProgress(progress);
      });
      return life.hold<Reply<RunResult>>(remote.run(request, whileOpen)).finally(() => {
        isOpen = false;
      });
    },
    halt: () => life.hold(remote.halt()),
    throttle: (duty) => life.hold(remote.throttle(duty)),
    terminate: () => end(new TabloomError('aborted', 'The compute worker was ended.'), false),
    died,
  };

  return {
    compute,
    die: (message) =>
      end(new TabloomError(isStarted ? 'host_incapable' : 'engine_unavailable', message), true),
    hear(message) {
      if (isDeathNotice(message)) end(errorFromWire(message.died), true);
    },
  };
}

/** Bytes with a buffer of their own: a transfer takes the whole buffer away, neighbours included. */
function transferable(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  const isOwn = buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength;
  return isOwn ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
}

const isDeathNotice = (message: unknown): message is DeathNotice =>
  typeof message === 'object' && message !== null && 'died' in message;
