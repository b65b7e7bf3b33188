// Keeps the screen on while a visible tab computes, where the person asked for it. Browsers give a wake lock to
// visible tabs only and take it away when the tab is hidden, so it is asked for again when the tab comes back.

export type KeepAwake = { set(wanted: boolean): void };

export function createKeepAwake(): KeepAwake {
  let isWanted = false;
  let lock: WakeLockSentinel | undefined;
  let isAsking = false;

  async function ask(): Promise<void> {
    if (!isWanted || isAsking || lock !== undefined || document.hidden || !('wakeLock' in navigator)) return;
    isAsking = true;
    try {
      const got = await navigator.wakeLock.request('screen');
      lock = got;
      got.addEventListener('release', () => {
        if (lock === got) lock = undefined;
      });
    } catch {
      // Refused, as on a low battery: asked again when the tab is shown the next time.
    } finally {
      isAsking = false;
    }
    if (!isWanted) release();
  }

  function release(): void {
    void lock?.release().catch(() => undefined);
    lock = undefined;
  }

  document.addEventListener('visibilitychange', () => void ask());
  return {
    set(wanted) {
      isWanted = wanted;
      if (wanted) void ask();
      else release();
    },
  };
}
