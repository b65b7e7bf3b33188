// The event stream, kept open: EventSource reconnects by itself after a lost connection, but gives up after an
// answer that is no stream (a proxy's error page); then it is opened anew.

const REOPEN_MS = 5000;

export type StreamWatch = {
  onEvent: (data: string) => void;
  onOpen: () => void;
  /** Also called at every failed try. */
  onLost: () => void;
};

export function keepStreamOpen(url: string, event: string, watch: StreamWatch): void {
  const source = new EventSource(url);
  source.addEventListener('open', () => watch.onOpen());
  source.addEventListener(event, (message) => watch.onEvent(String(message.data)));
  source.addEventListener('error', () => {
    watch.onLost();
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(() => keepStreamOpen(url, event, watch), REOPEN_MS);
    }
  });
}
