// A page that counts what its own timers and its worker's fire, for as long as it is looked at and when it is not.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RawChromium } from '../../support/rawChromium.ts';

const EVERY_MS = 100;

const WORKER = `
let fired = 0;
setInterval(() => { fired += 1; }, ${EVERY_MS});
onmessage = () => { postMessage(fired); fired = 0; };
`;

const PAGE = `<!doctype html><title>Timers</title><script>
let fired = 0;
setInterval(() => { fired += 1; }, ${EVERY_MS});
const worker = new Worker('worker.js');
const counts = () => new Promise((resolve) => {
  worker.onmessage = ({ data }) => { resolve({ page: fired, worker: data }); fired = 0; };
  worker.postMessage(null);
});
</script>`;

/** How often a timer of 100 ms fired, per second. */
export type Timers = { page: number; worker: number };

export type TimersTab = {
  /** Since the last look. */
  rates(): Promise<Timers>;
  close(): void;
};

export async function openTimers(chromium: RawChromium): Promise<TimersTab> {
  const server = createServer((request, response) => {
    const isWorker = request.url === '/worker.js';
    response.setHeader('content-type', isWorker ? 'text/javascript' : 'text/html');
    response.end(isWorker ? WORKER : PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const tab = await chromium.open(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  while (!(await tab.evaluate<boolean>('typeof counts === "function"'))) await tab.evaluate('0');
  let lookedAt = performance.now();
  return {
    async rates() {
      const { page, worker } = await tab.evaluate<Timers>('counts()');
      const seconds = (performance.now() - lookedAt) / 1000;
      lookedAt = performance.now();
      return { page: round(page / seconds), worker: round(worker / seconds) };
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

const round = (value: number): number => Math.round(value * 100) / 100;
