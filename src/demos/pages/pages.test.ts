// The pages demo's data: shapes, determinism, and the real recogniser on a few lines.

import * as ort from 'onnxruntime-web';
import { expect, test } from 'vitest';
import { decodeSafetensors } from '../../protocol/safetensors.ts';
import type { Tensor } from '../../protocol/tensor.ts';
import { PAGE_MODEL, pageModel } from './model.ts';
import { pageShards, type PageOptions, type PageShard } from './shards.ts';
import { sonnetLines } from './sonnets.ts';

async function collect(options: PageOptions): Promise<PageShard[]> {
  const shards: PageShard[] = [];
  for await (const shard of pageShards(options)) shards.push(shard);
  return shards;
}

const linesOf = (shard: PageShard): Tensor => decodeSafetensors(shard.bytes)['lines']!;

test('there are 2,155 lines of 154 sonnets, none with space at its ends', () => {
  const lines = sonnetLines();
  expect(lines).toHaveLength(2155);
  expect(lines.at(-1)?.sonnet).toBe(154);
  expect(lines.filter(({ text }) => text === '' || text !== text.trim())).toEqual([]);
});

test('every line is in one shard, and a shard is [rows, 1, 48, a multiple of 8]', async () => {
  const shards = await collect({ lines: 50, rowsPerShard: 16 });
  expect(shards.map(({ rows }) => rows).sort()).toEqual([16, 16, 16, 2]);
  const texts = shards.flatMap(({ truth }) => truth);
  const wanted = sonnetLines().slice(0, 50);
  expect(texts.sort()).toEqual(wanted.map(({ text }) => text).sort());
  for (const shard of shards) {
    const { dtype, shape } = linesOf(shard);
    expect([dtype, ...shape.slice(0, 3)]).toEqual(['uint8', shard.rows, 1, 48]);
    expect(shard.truth).toHaveLength(shard.rows);
    expect(shape[3]! % 8).toBe(0);
  }
});

test('a seed gives the same bytes again, another seed others', async () => {
  const options = { lines: 6, rowsPerShard: 4 };
  const first = await collect({ ...options, seed: 7 });
  expect(await collect({ ...options, seed: 7 })).toEqual(first);
  expect(await collect({ ...options, seed: 8 })).not.toEqual(first);
});

test('the images are light paper with some ink, and grainy', async () => {
  const [shard] = await collect({ lines: 4 });
  const { bytes } = linesOf(shard!);
  const values = [...bytes].sort((a, b) => a - b);
  const at = (share: number): number => values[Math.floor(share * values.length)]!;
  expect(at(0.5)).toBeGreaterThan(190);
  expect(at(0.02)).toBeLessThan(130);
  expect(new Set(bytes).size).toBeGreaterThan(100);
});

test('an aborted signal ends the typesetting with the code aborted', async () => {
  const stop = new AbortController();
  const shards = pageShards({ rowsPerShard: 2, signal: stop.signal });
  await shards.next();
  stop.abort();
  await expect(shards.next()).rejects.toMatchObject({ code: 'aborted' });
});

test('the alphabet splits into blank, 6,623 symbols and a space', async () => {
  const classes = new TextDecoder().decode((await pageModel()).alphabet).split('\n');
  expect(classes).toHaveLength(6625);
  expect([classes[0], classes[6624]]).toEqual(['', ' ']);
  // One symbol is the ideographic space, so nobody may trim what they split.
  expect(classes.slice(1, 6624).filter((symbol) => symbol === '')).toEqual([]);
});

// 3.4 % over 180 lines, but twelve vary.
test('the recogniser reads twelve lines with under 15 % character error', { timeout: 60_000 }, async () => {
  const { model, alphabet } = await pageModel();
  const classes = new TextDecoder().decode(alphabet).split('\n');
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(model);
  expect(session.inputNames).toEqual([PAGE_MODEL.input]);
  expect(session.outputNames).toEqual([PAGE_MODEL.output]);
  let edits = 0;
  let characters = 0;
  for (const shard of await collect({ lines: 12, rowsPerShard: 4 })) {
    const { bytes, shape } = linesOf(shard);
    const pixels = bytes.length / shard.rows;
    for (const [row, truth] of shard.truth.entries()) {
      const image = bytes.subarray(row * pixels, (row + 1) * pixels);
      const input = new ort.Tensor('float32', normalized(image), [1, PAGE_MODEL.channels, 48, shape[3]!]);
      const probabilities = (await session.run({ [PAGE_MODEL.input]: input }))[PAGE_MODEL.output]!;
      expect(probabilities.dims).toEqual([1, shape[3]! / 8, PAGE_MODEL.classes]);
      edits += editDistance(greedyText(probabilities.data as Float32Array, classes), truth);
      characters += truth.length;
    }
  }
  await session.release();
  expect(edits / characters).toBeLessThan(0.15);
});

function normalized(image: Uint8Array): Float32Array {
  const { mean, std } = PAGE_MODEL.normalize;
  const values = new Float32Array(image.length * PAGE_MODEL.channels);
  for (let index = 0; index < values.length; index++) {
    values[index] = (image[index % image.length]! - mean) / std;
  }
  return values;
}

/** The likeliest class of each step, repeats merged, blanks dropped. */
function greedyText(probabilities: Float32Array, classes: string[]): string {
  let text = '';
  let previous = 0;
  for (let start = 0; start < probabilities.length; start += classes.length) {
    const step = probabilities.subarray(start, start + classes.length);
    const best = step.indexOf(step.reduce((largest, value) => Math.max(largest, value)));
    if (best !== previous) text += classes[best];
    previous = best;
  }
  return text.trim();
}

function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const replaced = row[j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, replaced));
    }
    row = next;
  }
  return row[right.length]!;
}
