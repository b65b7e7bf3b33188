// The example of docs/submit-with-curl.md, run as it stands there against a real coordinator, computed by two hosts.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { encodeNpy } from '../../src/protocol/npy.ts';
import { query, startCoordinator, type TestCoordinator } from '../support/coordinator.ts';
import { signInHosts } from '../support/simulatedHost.ts';
import { tinyModel, tinyOutputs, tinyRows } from '../support/tinyJob.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PAGE = join(ROOT, 'docs/submit-with-curl.md');
const ROWS = 6;
const missing = ['bash', 'curl', 'openssl'].filter(
  (tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).error !== undefined,
);

let coordinator: TestCoordinator;
let scratch: string;
beforeEach(async () => {
  coordinator = await startCoordinator();
  scratch = await mkdtemp(join(tmpdir(), 'tabloom-curl-'));
});
afterEach(async () => {
  await coordinator.close();
  await rm(scratch, { recursive: true, force: true });
});

async function exampleScript(): Promise<string> {
  const page = await readFile(PAGE, 'utf8');
  const blocks = [...page.matchAll(/^```bash\n(.*?)^```$/gms)].map((match) => match[1]!);
  expect(blocks).toHaveLength(1);
  return blocks[0]!;
}

/** Runs the script from the repository's root; everything it writes goes to `scratch`. */
async function run(script: string): Promise<{ code: number; said: string }> {
  const env = { ...process.env, TABLOOM: coordinator.url, TMPDIR: scratch };
  const child = spawn('bash', ['-c', script], { cwd: ROOT, env });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, said };
}

/** Two volunteers who compute the job as soon as it is there. */
async function computeWithTwoHosts(): Promise<void> {
  const hosts = await signInHosts(coordinator.url, 2);
  await expect
    .poll(() => query(coordinator.databaseUrl, `select 1 from tasks where state = 'ready'`), {
      timeout: 20_000,
    })
    .toHaveLength(ROWS);
  for (const host of hosts) {
    for (const task of await host.lease({ maxTasks: ROWS })) {
      const { start, end } = task.inputs[0]!;
      await host.report(task, tinyOutputs(start, end));
    }
  }
}

test.skipIf(missing.length > 0)(
  `runs as written${missing.map((tool) => ` (needs ${tool})`).join('')}`,
  async () => {
    const [{ code, said }] = await Promise.all([run(await exampleScript()), computeWithTwoHosts()]);
    expect(said).toContain('The job is completed.');
    expect(code, said).toBe(0);
    const results = said
      .split('\n')
      .filter((line) => line.startsWith('{"workunitId"'))
      .map((line) => JSON.parse(line) as { state: string; outputs: unknown });
    expect(results.map(({ state, outputs }) => ({ state, outputs }))).toEqual(
      [0, 2, 4].map((start) => ({ state: 'validated', outputs: tinyOutputs(start, start + 2) })),
    );
    const page = await readFile(PAGE, 'utf8');
    const promised = /^```\n(.*?)^```$/ms.exec(page.slice(page.indexOf('The last lines')))![1]!;
    expect(said.endsWith(promised), `${said} does not end with ${promised}`).toBe(true);
  },
);

test('stops at a refusal and shows it', async (context) => {
  if (missing.length > 0) return context.skip(`needs ${missing.join(', ')}`);
  const script = await exampleScript();
  const { code, said } = await run(script.replace('\\"protocol\\":1,', '\\"protocol\\":99,'));
  expect(code).not.toBe(0);
  expect(said).toContain('"code":"server_too_old"');
});

test('its files are what the tests compute with', async () => {
  const bytes = new Uint8Array(new Float32Array(tinyRows(ROWS).flat()).buffer);
  const files = join(ROOT, 'docs/examples');
  expect(new Uint8Array(await readFile(join(files, 'products.onnx')))).toEqual(tinyModel());
  const npy = new Uint8Array(await readFile(join(files, 'rows.npy')));
  expect(npy).toEqual(encodeNpy({ dtype: 'float32', shape: [ROWS, 4], bytes }));
});
