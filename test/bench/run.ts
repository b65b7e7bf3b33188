// `npm run bench -- NAME` runs NAME.ts of this folder; the last line of stdout is its result as one JSON object.

import { readdir } from 'node:fs/promises';

/** What every benchmark file exports as `run`; it tells of its progress on stderr. */
type Benchmark = { run(): Promise<Record<string, unknown>> };

const files = await readdir(new URL('.', import.meta.url));
const names = files
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .map((file) => file.slice(0, -'.ts'.length))
  .sort();
const [name = '', ...rest] = process.argv.slice(2);

if (names.includes(name) && rest.length === 0) {
  const benchmark = (await import(new URL(`${name}.ts`, import.meta.url).href)) as Benchmark;
  console.log(JSON.stringify(await benchmark.run()));
} else {
  console.error(`Usage: npm run bench -- NAME, where NAME is one of: ${names.join(', ')}`);
  process.exitCode = 2;
}
