// Chromium without an automation framework, over the debugging pipe: frameworks keep every tab visible and unthrottled,
// so what becomes of a hidden tab can only be seen here. Messages are JSON, each ended by a NUL, on the descriptors 3
// and 4 (https://chromium.googlesource.com/chromium/src/+/main/content/browser/devtools/devtools_pipe_handler.h).

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { CDPSession } from 'playwright-core';
import { findChromium } from '../../src/cli/chromium.ts';
import { testArgs } from './chromium.ts';

/** A command of the DevTools protocol and its answer; typed as Playwright types them. */
type Send = CDPSession['send'];
type Params = Record<string, unknown>;
type Message = {
  id?: number;
  method?: string;
  params?: Params;
  result?: unknown;
  error?: { message: string };
  sessionId?: string;
};

export type RawTab = {
  targetId: string;
  send: Send;
  /** `script` runs in the page before its own. */
  navigate(url: string, script: string): Promise<void>;
  /** The value of an expression, promises awaited. Throws what it throws. */
  evaluate<T>(expression: string): Promise<T>;
  /** Hears of an event of this tab's session. */
  on(method: string, listener: (params: Params) => void): void;
  /** In front of the other tabs of its window, as a click on its tab would bring it. */
  activate(): Promise<void>;
  close(): Promise<void>;
};

export type RawChromium = {
  send: Send;
  /** A new tab in the one window, in front of the others. */
  open(url: string): Promise<RawTab>;
  /** At once, as by a crash: no page gets to say anything. */
  kill(): Promise<void>;
  close(): Promise<void>;
};

/** The caller closes it. */
export async function spawnChromium(args = testArgs()): Promise<RawChromium> {
  const profile = await mkdtemp(join(tmpdir(), 'tabloom-raw-'));
  const child = spawn(
    findChromium(),
    [...args, `--user-data-dir=${profile}`, '--remote-debugging-pipe', 'about:blank'],
    // A process group of its own, so that all of it can be killed.
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], detached: true },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const { command, listen } = speak(child);
  const send = bound(command);
  const end = async (how: () => void): Promise<void> => {
    how();
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  return {
    send,
    async open(url) {
      const { targetId } = await send('Target.createTarget', { url });
      const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
      const sendToTab = bound(command, sessionId);
      await sendToTab('Page.enable');
      return {
        targetId,
        send: sendToTab,
        async navigate(to, source) {
          await sendToTab('Page.addScriptToEvaluateOnNewDocument', { source });
          await sendToTab('Page.navigate', { url: to });
        },
        async evaluate<T>(expression: string) {
          const { result, exceptionDetails } = await sendToTab('Runtime.evaluate', {
            expression,
            awaitPromise: true,
            returnByValue: true,
            userGesture: true,
          });
          if (exceptionDetails !== undefined) {
            throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
          }
          return result.value as T;
        },
        on: (method, listener) => listen(sessionId, method, listener),
        activate: async () => void (await send('Target.activateTarget', { targetId })),
        close: async () => void (await send('Target.closeTarget', { targetId })),
      };
    },
    kill: () => end(() => process.kill(-child.pid!, 'SIGKILL')),
    close: () => end(() => void send('Browser.close').catch(() => undefined)),
  };
}

type Command = (method: string, params?: Params, sessionId?: string) => Promise<unknown>;

const bound = (command: Command, sessionId?: string): Send =>
  ((method: string, params?: Params) => command(method, params, sessionId)) as Send;

function speak(child: ChildProcess): {
  command: Command;
  listen(sessionId: string, method: string, listener: (params: Params) => void): void;
} {
  const [input, output] = [child.stdio[3] as Writable, child.stdio[4] as Readable];
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  const listeners: ((message: Message) => void)[] = [];
  let lastId = 0;
  let rest = '';

  function hear(message: Message): void {
    const { id, result, error } = message;
    if (id === undefined) return listeners.forEach((listener) => listener(message));
    const call = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) call?.resolve(result);
    else call?.reject(new Error(error.message));
  }

  output.setEncoding('utf8');
  output.on('data', (chunk: string) => {
    const messages = (rest + chunk).split('\0');
    rest = messages.pop()!;
    for (const message of messages) hear(JSON.parse(message) as Message);
  });
  const gone = (): void => {
    for (const { reject } of waiting.values()) reject(new Error('Chromium has ended.'));
    waiting.clear();
  };
  child.once('exit', gone);
  input.on('error', gone);

  return {
    command: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        input.write(`${JSON.stringify({ id: lastId, method, params, sessionId })}\0`);
      }),
    listen(sessionId, method, listener) {
      listeners.push((message) => {
        if (message.sessionId === sessionId && message.method === method) listener(message.params ?? {});
      });
    },
  };
}
