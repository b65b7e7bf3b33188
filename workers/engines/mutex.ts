// One call at a time, in the order of asking. Two onnxruntime calls at once in one realm hang the asyncify
// build without a word (measured on 1.30), session creation and release included.

export type Mutex = {
  /** Runs `work` once everything asked for earlier has settled. */
  run<T>(work: () => Promise<T>): Promise<T>;
};

export function createMutex(): Mutex {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(work) {
      const result = last.then(work);
      last = result.catch(() => {});
      return result;
    },
  };
}
