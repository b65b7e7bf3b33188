// What onnxruntime throws, read once: the model's fault (`engine_failed`), or this host's (`host_incapable`),
// and whether the engine can go on after it.

import { TabloomError } from '../../src/protocol/errors.ts';

const MAX_MESSAGE_CHARS = 1500;

/** Memory of any kind, and GPU limits that another host may not have. */
const HOST_PATTERN =
  /out[ _-]?of[ _-]?memory|\bOOM\b|bad_alloc|(cannot|could not|failed to) (enlarge|grow|allocate)|allocation failed|array buffer allocation|invalid typed array length|max(imum)?\s?(storage\s?)?buffer|maxCompute|device (is|was) lost|unmapped before|buffer mapping/i;

export type EngineError = {
  error: TabloomError;
  /** The Wasm instance is in an unknown state: no further call. */
  fatal: boolean;
};

export function readEngineError(thrown: unknown): EngineError {
  if (thrown instanceof TabloomError) return { error: thrown, fatal: false };
  if (typeof thrown === 'number') {
    // Emscripten throws the address of a C++ exception that nothing caught; of those std::bad_alloc is the common one.
    const message = `onnxruntime threw the bare number ${thrown}, most often a lack of memory.`;
    return { error: new TabloomError('host_incapable', message, { cause: thrown }), fatal: true };
  }
  const message = (thrown instanceof Error ? thrown.message : String(thrown)).slice(0, MAX_MESSAGE_CHARS);
  const code = HOST_PATTERN.test(message) ? 'host_incapable' : 'engine_failed';
  // WebAssembly.RuntimeError: a trap, or emscripten's abort().
  const fatal = thrown instanceof Error && thrown.name === 'RuntimeError';
  return { error: new TabloomError(code, message, { cause: thrown }), fatal };
}
