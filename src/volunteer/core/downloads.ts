// What the page hears of a download: its start, its end, and at most ten times a second how far it is.

import type { Board } from './board.ts';
import type { Download } from './state.ts';

const EVERY_MS = 100;

/** `now` in monotonic milliseconds. */
export function createDownloadReporter(
  board: Board,
  now: () => number,
): (download: Download | undefined) => void {
  let toldAt = -Infinity;
  return (download) => {
    const isNews = download === undefined || download.what.kind !== board.state.download?.what.kind;
    if (!isNews && now() - toldAt < EVERY_MS) return;
    toldAt = now();
    board.update({}, { download });
  };
}
