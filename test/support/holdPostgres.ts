// Starts postgresHolder.ts in a Node of its own and waits for what it reports.

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { WireError } from '../../src/protocol/errors.ts';

export type HolderCommand = { action: 'lock' | 'start' | 'exit' | 'throw'; dir: string };
export type HolderReport =
  | { kind: 'waiting' }
  | { kind: 'holding'; url: string; pid: number }
  | { kind: 'refused'; error: WireError };

/** `ended` resolves with exit code and signal; `order` sends without waiting, `ask` waits for the next report. */
export type Holder = {
  pid: number;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  order(command: HolderCommand): void;
  ask(command: HolderCommand): Promise<HolderReport>;
  kill(signal: NodeJS.Signals): void;
  /** As a terminal does on Ctrl-C: the signal goes to the whole process group. */
  killGroup(signal: NodeJS.Signals): void;
};

const script = fileURLToPath(new URL('./postgresHolder.ts', import.meta.url));

/** Resolves when the process listens. Rejects when it ends before. It leads a process group of its own. */
export async function startHolder(user: { uid?: number; gid?: number } = {}): Promise<Holder> {
  const child = spawn(process.execPath, ['--import', 'tsx', script], {
    ...user,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  const nextReport = () => Promise.race([takeReport(child), ended.then(() => failEarly(said))]);
  await nextReport();
  const pid = child.pid ?? 0;
  return {
    pid,
    ended,
    order: (command) => void child.send(command),
    ask: (command) => {
      const report = nextReport();
      child.send(command);
      return report;
    },
    kill: (signal) => void child.kill(signal),
    killGroup: (signal) => void process.kill(-pid, signal),
  };
}

async function takeReport(child: ChildProcess): Promise<HolderReport> {
  const [message] = await once(child, 'message');
  return message as HolderReport;
}

function failEarly(said: string): never {
  throw new Error(`The holder ended before it reported. It said: ${said}`);
}
