// Notices work that has gone silent. A worker may hang, or be gone without a word (an endless shader, a thread that the
// browser ended), and nothing else would ever tell.

import { TabloomError } from '../../protocol/errors.ts';
import { sleep, withSignals } from './waiting.ts';

/**
 * The outcome of `run`, which calls `sign` whenever it shows life. Throws `host_incapable` once it was silent for
 * `limitMs`, which is asked anew as time passes. Two halves of it have to be silent in a row: a device that wakes from
 * sleep finds its timers due before anybody could speak.
 */
export async function unlessSilent<T>(
  signal: AbortSignal,
  limitMs: () => number,
  run: (sign: () => void) => Promise<T>,
): Promise<T> {
  const ended = new AbortController();
  let heard = false;

  async function watch(inner: AbortSignal): Promise<never> {
    for (let silentHalves = 0; silentHalves < 2; silentHalves = heard ? 0 : silentHalves + 1) {
      heard = false;
      await sleep(inner, limitMs() / 2);
    }
    throw new TabloomError('host_incapable', 'The engine has fallen silent.');
  }

  const sign = (): void => {
    heard = true;
  };
  return withSignals([signal, ended.signal], async (inner) => {
    try {
      return await Promise.race([run(sign), watch(inner)]);
    } finally {
      ended.abort();
    }
  });
}
