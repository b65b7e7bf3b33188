// Counts what travels from the coordinator to the browser, on the wire: headers, compressed bodies, everything.

import { connect, createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';

export type CountingProxy = { url: string; bytes(): number; close(): Promise<void> };

/** In front of the coordinator at `url`, which has to be plain HTTP on this machine. */
export async function openCountingProxy(url: string): Promise<CountingProxy> {
  const { hostname, port } = new URL(url);
  let bytes = 0;
  const server: Server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    upstream.on('data', (chunk) => (bytes += chunk.length));
    client.pipe(upstream).pipe(client);
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bytes: () => bytes,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
