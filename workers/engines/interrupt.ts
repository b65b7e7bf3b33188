// Works around a slow end: a worker that is busy in WebAssembly runs on for up to 2 s after `terminate` (Chromium 156
// forces it only then, measured 1.99 s). onnxruntime's code calls imported functions all the time (its C++ exceptions
// go through them; at most 16 ms apart in a run of 130 ms), so each of them looks at a flag first, and throws.

import { TabloomError } from '../../src/protocol/errors.ts';

/** Shared with whoever may interrupt: its first element is 0 until then. Needs a cross-origin isolated page. */
export type InterruptFlag = Int32Array<SharedArrayBuffer>;

type Imports = Record<string, Record<string, unknown>>;
type Instantiate = (source: unknown, imports?: Imports) => Promise<unknown>;

/** As much of it as is wrapped; Node's types have no global name for it. */
const { WebAssembly: wasm } = globalThis as unknown as {
  WebAssembly: { instantiate: Instantiate; instantiateStreaming?: Instantiate };
};

/**
 * From now on, every module that is instantiated in this realm throws `aborted` out of its next imported call once
 * the flag is set. Its instance is in an unknown state after that: end the worker.
 */
export function makeInterruptible(flag: InterruptFlag): void {
  const { instantiate, instantiateStreaming } = wasm;
  const guarded = (imports: Imports = {}): Imports =>
    Object.fromEntries(
      Object.entries(imports).map(([name, members]) => [
        name,
        Object.fromEntries(Object.entries(members).map(([key, value]) => [key, guardedBy(flag, value)])),
      ]),
    );
  wasm.instantiate = (source, imports) => instantiate(source, guarded(imports));
  if (instantiateStreaming === undefined) return;
  wasm.instantiateStreaming = (source, imports) => instantiateStreaming(source, guarded(imports));
}

type AnyFunction = (...parameters: unknown[]) => unknown;

function guardedBy(flag: InterruptFlag, value: unknown): unknown {
  // Memories, globals, and functions that suspend (JSPI) stay what they are, as do those of another module.
  if (typeof value !== 'function' || /^\d+$/.test(value.name)) return value;
  return (...parameters: unknown[]): unknown => {
    if (Atomics.load(flag, 0) !== 0) throw new TabloomError('aborted', 'The compute worker was ended.');
    return (value as AnyFunction)(...parameters);
  };
}
