// Builds and serves the bare page with the model and the lines of the job, and runs it for a window at a time.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { PAGE_MODEL, pageModel } from '../../../src/demos/pages/model.ts';
import { pageShards, type PageOptions } from '../../../src/demos/pages/shards.ts';
import { readShard } from '../../../src/domain/shard.ts';
import { servePage } from '../../support/computePage/serve.ts';
import type { BareRequest, BareWindow } from './bare/worker.ts';

export type BareLoop = {
  run(windowMs: number): Promise<BareWindow>;
  close(): Promise<void>;
};

/** The first `lines` lines of the job's shard, prepared as the program prepares them. */
export async function openBareLoop(
  browser: Browser,
  shardOptions: PageOptions,
  lines: number,
  threads: number,
): Promise<BareLoop> {
  const folder = await mkdtemp(join(tmpdir(), 'tabloom-bare-'));
  await build({
    root: new URL('./bare', import.meta.url).pathname,
    configFile: false,
    logLevel: 'error',
    build: { outDir: folder, target: 'esnext', emptyOutDir: true },
    worker: { format: 'es' },
  });
  const shapes: number[][] = [];
  const chunks: Uint8Array[] = [];
  for await (const shard of pageShards(shardOptions)) {
    const { rows, tensors } = readShard(shard.bytes);
    const { shape, bytes } = tensors.lines!;
    for (let row = 0; row < Math.min(rows, lines - shapes.length); row++) {
      const size = bytes.length / rows;
      const line = bytes.subarray(row * size, (row + 1) * size);
      chunks.push(prepared(line));
      shapes.push([1, PAGE_MODEL.channels, shape[2]!, shape[3]!]);
    }
  }
  await writeFile(join(folder, 'inputs.bin'), Buffer.concat(chunks));
  await writeFile(join(folder, 'model.onnx'), (await pageModel()).model);
  const served = await servePage(folder, () => true);
  const page = await browser.newPage();
  await page.goto(served.url);
  const request = {
    modelPath: '/model.onnx',
    inputName: PAGE_MODEL.input,
    inputsPath: '/inputs.bin',
    shapes,
    threads,
  };
  return {
    run: (windowMs) =>
      page.evaluate((message: BareRequest) => globalThis.runBare(message), { ...request, windowMs }),
    async close() {
      await page.close();
      served.close();
      await rm(folder, { recursive: true });
    },
  };
}

function prepared(line: Uint8Array): Uint8Array {
  const { mean, std } = PAGE_MODEL.normalize;
  const values = new Float32Array(line.length * PAGE_MODEL.channels);
  for (let channel = 0; channel < PAGE_MODEL.channels; channel++) {
    line.forEach((value, i) => (values[channel * line.length + i] = (value - mean) / std));
  }
  return new Uint8Array(values.buffer);
}
