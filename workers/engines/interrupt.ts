// Works around a slow end: a worker that is busy in WebAssembly runs on for up to 2 s after `terminate` (Chromium 156
// forces it only then, measured 1.99 s). onnxruntime's code calls imported functions all the time (its C++ exceptions
// go through them; at most 16 ms apart in a run of 130 ms), so each of them looks at a flag first, and throws.

import { TabloomError } from '../../src/protocol/errors.ts';

/** Shared with whoever may interrupt: its first element is 0 until then. Needs a cross-origin isolated page. */
export type InterruptFlag = Int32Array<SharedArrayBuffer>;

/**
 * From now on, every module that is instantiated in this realm throws `aborted` out of its next imported call once
 * the flag is set. Its instance is in an unknown state after that: end the worker.
 */
export function makeInterruptible(flag: InterruptFlag): void {
  const { instantiate, instantiateStreaming } = WebAssembly;
  const guarded = (imports: WebAssembly.Imports = {}): WebAssembly.Imports =>
    Object.fromEntries(
      Object.entries(imports).map(([name, members]) => [
        name,
        Object.fromEntries(Object.entries(members).map(([key, value]) => [key, guardedBy(flag, value)])),
      ]),
    );
  WebAssembly.instantiate = ((source: BufferSource, imports?: WebAssembly.Imports) =>
    instantiate(source, guarded(imports))) as typeof instantiate;
  if (typeof instantiateStreaming !== 'function') return;
  WebAssembly.instantiateStreaming = (source, imports) => instantiateStreaming(source, guarded(imports));
}

function guardedBy(flag: InterruptFlag, value: WebAssembly.ImportValue): WebAssembly.ImportValue {
  // Memories, globals, and functions that suspend (JSPI) stay what they are, as do those of another module.
  if (typeof value !== 'function' || isWasmFunction(value)) return value;
  return (...parameters: unknown[]): unknown => {
    if (Atomics.load(flag, 0) !== 0) throw new TabloomError('aborted', 'The compute worker was ended.');
    return value(...parameters);
  };
}

/** Exported functions of other instances have numbers for names. */
function isWasmFunction(value: WebAssembly.ImportValue & { name?: unknown }): boolean {
  return typeof value.name === 'string' && /^\d+$/.test(value.name);
}
