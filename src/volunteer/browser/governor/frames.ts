// Whether the page itself suffers: tasks that block it, or frames that come late while it is visible. Frames are
// looked at in short bursts, since asking for every one would itself keep the device awake.

/** A task or frame this long is felt (https://web.dev/articles/inp); browsers report tasks from 50 ms on. */
const BLOCKED_MS = 100;
const BURST_FRAMES = 8;
const BURST_EVERY_MS = 2000;
/** Late is what takes this many times the fastest frame seen, and longer than a frame at 25 Hz. */
const LATE_TIMES = 2.5;
const LATE_MS = 40;
/** Part of a burst's frames that must be late; one alone is chance. */
const LATE_SHARE = 0.5;

export type FrameWatch = {
  /** Since the last look. */
  wasSlow(): boolean;
  stop(): void;
};

export function watchFrames(): FrameWatch {
  let slow = false;
  let fastestMs = Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let handle = 0;

  const observer = observeLongTasks((ms) => {
    slow ||= ms >= BLOCKED_MS;
  });

  function burst(): void {
    let last: number | undefined;
    const gaps: number[] = [];
    const frame = (at: number): void => {
      if (last !== undefined) gaps.push(at - last);
      last = at;
      if (gaps.length < BURST_FRAMES) handle = requestAnimationFrame(frame);
      else judge(gaps);
    };
    handle = requestAnimationFrame(frame);
    timer = setTimeout(burst, BURST_EVERY_MS);
  }

  function judge(gaps: readonly number[]): void {
    if (document.hidden) return;
    fastestMs = Math.min(fastestMs, ...gaps.filter((gap) => gap > 2));
    const late = gaps.filter((gap) => gap > Math.max(LATE_MS, fastestMs * LATE_TIMES));
    slow ||= late.length >= gaps.length * LATE_SHARE;
  }

  burst();
  return {
    wasSlow() {
      const was = slow;
      slow = false;
      return was;
    },
    stop() {
      clearTimeout(timer);
      cancelAnimationFrame(handle);
      observer?.disconnect();
    },
  };
}

/** Undefined where the browser does not report long tasks (Firefox, Safari). */
function observeLongTasks(onTask: (ms: number) => void): PerformanceObserver | undefined {
  if (!PerformanceObserver.supportedEntryTypes?.includes('longtask')) return undefined;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) onTask(entry.duration);
  });
  observer.observe({ type: 'longtask' });
  return observer;
}
