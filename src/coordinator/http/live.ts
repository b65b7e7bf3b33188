// The event stream: one reader of the counters feeds every open stream, at most once a second.

import type { Context as HttpContext } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { LiveEvent } from '../../protocol/live.ts';
import type { Live } from '../services/live.ts';

const EVERY_MS = 1000;
const MAX_STREAMS = 5000;

export type EventStreams = {
  open(http: HttpContext): Response;
  close(): void;
};

type Listener = { send: (data: string) => void; end: () => void };

export function createEventStreams(live: Live): EventStreams {
  const listeners = new Set<Listener>();
  let timer: NodeJS.Timeout | undefined;
  let last = '';
  let lastCounters = '';

  async function tick(): Promise<void> {
    try {
      const { stats, clothSeq } = await live.now();
      const event: LiveEvent = { stats, clothSeq };
      const counters = JSON.stringify({ ...event, stats: { ...stats, at: '', gflops: 0 } });
      if (counters === lastCounters) return;
      lastCounters = counters;
      last = JSON.stringify(event);
      for (const listener of listeners) listener.send(last);
    } catch {
      // The database is away: the next tick tries again, streams stay open.
    }
  }

  return {
    open(http) {
      if (listeners.size >= MAX_STREAMS)
        return http.text('Too many open streams.', 503, { 'retry-after': '30' });
      timer ??= setInterval(() => void tick(), EVERY_MS);
      return streamSSE(http, async (stream) => {
        await new Promise<void>((end) => {
          const listener: Listener = { send: (data) => void stream.writeSSE({ event: 'live', data }), end };
          listeners.add(listener);
          stream.onAbort(() => {
            listeners.delete(listener);
            end();
          });
          if (last) listener.send(last);
          void tick();
        });
      });
    },
    close() {
      clearInterval(timer);
      for (const listener of listeners) listener.end();
      listeners.clear();
    },
  };
}
