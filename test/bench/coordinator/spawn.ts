// Starts process.ts as a Node of its own and speaks with it.

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { errorFromWire } from '../../../src/protocol/errors.ts';
import type { ProcessReport, Usage } from './process.ts';

export type CoordinatorProcess = {
  url: string;
  databaseUrl: string;
  usage(): Promise<Usage>;
  /** Resolves when coordinator and PostgreSQL have ended and their folder is gone. */
  stop(): Promise<void>;
};

const script = fileURLToPath(new URL('./process.ts', import.meta.url));

/** `nodeFlags` come before the script, such as `--cpu-prof` for a profile of the coordinator alone. */
export async function spawnCoordinator(nodeFlags: readonly string[]): Promise<CoordinatorProcess> {
  const child = spawn(process.execPath, [...nodeFlags, '--import', 'tsx', script], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const first = await nextReport(child, ended);
  if (first.kind === 'refused') throw errorFromWire(first.error);
  if (first.kind !== 'ready') throw new Error(`The coordinator's process reported '${first.kind}' first.`);
  return {
    url: first.url,
    databaseUrl: first.databaseUrl,
    async usage() {
      child.send('usage');
      const report = await nextReport(child, ended);
      if (report.kind !== 'usage') throw new Error(`Asked for its usage, it reported '${report.kind}'.`);
      return report;
    },
    async stop() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

async function nextReport(child: ChildProcess, ended: Promise<unknown[]>): Promise<ProcessReport> {
  const message = once(child, 'message').then(([report]) => report as ProcessReport);
  const end = ended.then(([code, signal]): never => {
    throw new Error(`The coordinator's process ended with ${String(code ?? signal)}.`);
  });
  return Promise.race([message, end]);
}
