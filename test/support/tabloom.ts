// The `tabloom` command as a process of its own, as a person runs it.

import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

export type Running = {
  process: ChildProcess;
  output(): string;
  /** Resolves with the match once the output has it; rejects when the process ends first. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** Exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals>;
};

export function runTabloom(args: string[], environment: Record<string, string> = {}): Running {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const listeners = new Set<() => void>();
  const hear = (chunk: Buffer) => {
    output += chunk.toString();
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.on('close', (code, signal) => resolve(code ?? signal!));
  });
  return {
    process: child,
    output: () => output,
    ended,
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(output);
          if (!match) return;
          listeners.delete(look);
          resolve(match);
        };
        listeners.add(look);
        look();
        void ended.then((how) => reject(new Error(`Ended with ${how} before saying ${pattern}:\n${output}`)));
      }),
  };
}

/** A folder that PostgreSQL's own user may enter; removed at the end. */
export async function temporaryDataDir(): Promise<{ dir: string; remove(): Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'tabloom-start-'));
  await chmod(dir, 0o755);
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}

/** A coordinator with the app and without a referee, on a fresh folder, for as long as `work` takes. */
export async function withTabloom<T>(
  settings: Record<string, string>,
  work: (tabloom: Running, url: string) => Promise<T>,
): Promise<T> {
  const data = await temporaryDataDir();
  const tabloom = runTabloom(['start'], { PORT: '0', REFEREE: 'off', DATA_DIR: data.dir, ...settings });
  try {
    const url = (await tabloom.says(/Open\s+(http:\S+)/))[1]!;
    return await work(tabloom, url);
  } finally {
    tabloom.process.kill('SIGTERM');
    await tabloom.ended;
    await data.remove();
  }
}
