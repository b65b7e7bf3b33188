// How fast this device computes, from what it has computed: rows per second for the page, FLOP per second for how
// much work to ask for. Pauses and waits do not count.

/** The page's rate looks back over this much computing. */
const WINDOW_MS = 30_000;
/** Progress closer together than this is counted as one span, or a fast task would keep thousands. */
const SPAN_MS = 500;
/** Weight of the newest task in the running mean of FLOP per second. */
const NEWEST_WEIGHT = 0.3;

export type Pace = {
  /** A run starts, `rowsDone` of its rows being finished already. Rows of another job are another unit: counted anew. */
  begin(jobId: string, rowsDone: number): void;
  /** The run has finished `rowsDone` rows by now. */
  progress(rowsDone: number): void;
  readonly rowsPerSecond: number;
  /** A task of `flops` took `computeMs`. */
  taskDone(flops: number, computeMs: number): void;
  /** FLOP per second; `fallback` while no task is done. */
  flopsPerSecond(fallback: number): number;
};

/** `now` in monotonic milliseconds. */
export function createPace(now: () => number): Pace {
  const spans: { ms: number; rows: number }[] = [];
  const sum = { ms: 0, rows: 0 };
  let last = { at: 0, rowsDone: 0 };
  let counting: string | undefined;
  let meanFlopsPerSecond: number | undefined;
  return {
    begin(jobId, rowsDone) {
      if (jobId !== counting) {
        spans.length = 0;
        Object.assign(sum, { ms: 0, rows: 0 });
        counting = jobId;
      }
      last = { at: now(), rowsDone };
    },
    progress(rowsDone) {
      const at = now();
      const ms = Math.max(0, at - last.at);
      const rows = Math.max(0, rowsDone - last.rowsDone);
      last = { at, rowsDone };
      sum.ms += ms;
      sum.rows += rows;
      const newest = spans.at(-1);
      if (newest === undefined || newest.ms >= SPAN_MS) spans.push({ ms, rows });
      else Object.assign(newest, { ms: newest.ms + ms, rows: newest.rows + rows });
      for (
        let oldest = spans[0];
        oldest !== undefined && sum.ms - oldest.ms >= WINDOW_MS;
        oldest = spans[0]
      ) {
        sum.ms -= oldest.ms;
        sum.rows -= oldest.rows;
        spans.shift();
      }
    },
    get rowsPerSecond() {
      return sum.ms === 0 ? 0 : (sum.rows * 1000) / sum.ms;
    },
    taskDone(flops, computeMs) {
      if (flops <= 0 || computeMs <= 0) return;
      const newest = (flops * 1000) / computeMs;
      meanFlopsPerSecond =
        meanFlopsPerSecond === undefined
          ? newest
          : meanFlopsPerSecond + NEWEST_WEIGHT * (newest - meanFlopsPerSecond);
    },
    flopsPerSecond: (fallback) => meanFlopsPerSecond ?? fallback,
  };
}
