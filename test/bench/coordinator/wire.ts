// JSON over HTTP keep-alive with as little work as node:http allows: generator and coordinator share the cores.

import { Agent, request } from 'node:http';
import type { IncomingMessage } from 'node:http';

export type Wire = {
  /** Throws for any answer but 200. */
  post<T>(path: string, token: string, body: string): Promise<T>;
  /** Opens a server-sent event stream and reads it to nowhere, as an open page does. */
  listen(path: string): { close(): void };
  close(): void;
};

/** Every caller that has a request under way has a connection of its own. */
export function createWire(url: string): Wire {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity, maxFreeSockets: Infinity });
  function post<T>(path: string, token: string, body: string): Promise<T> {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    return new Promise<T>((resolve, reject) => {
      const outgoing = request({ agent, hostname, port, path, method: 'POST', headers }, (response) => {
        readText(response).then((text) => {
          if (response.statusCode === 200) resolve(JSON.parse(text) as T);
          else reject(new Error(`${path} answered ${response.statusCode}: ${text}`));
        }, reject);
      });
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        // The server closed a kept connection just as it was used again; the same request may be sent twice.
        if (outgoing.reusedSocket && error.code === 'ECONNRESET') resolve(post<T>(path, token, body));
        else reject(error);
      });
      outgoing.end(body);
    });
  }

  return {
    post,
    listen(path) {
      const outgoing = request({ hostname, port, path }, (response) =>
        response.resume().on('error', () => {}),
      );
      outgoing.on('error', () => {});
      outgoing.end();
      return { close: () => outgoing.destroy() };
    },
    close: () => agent.destroy(),
  };
}

function readText(response: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => (text += chunk));
    response.on('end', () => resolve(text));
    response.on('error', reject);
  });
}
