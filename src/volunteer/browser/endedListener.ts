// Works around an ended listener: when a tab is closed, Firefox 153 ends the first script that does anything of length
// while the page hides (measured 57 of 60), and lets the next listener run. It can go when a listener is enough.

/** Runs when the page goes away: twice, since the first run may be ended anywhere in its midst. */
export function onPageHide(run: () => void): void {
  addEventListener('pagehide', () => run());
  addEventListener('pagehide', () => run());
}
