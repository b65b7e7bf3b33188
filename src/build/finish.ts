// What the build does after Vite: lets go of old files, tells the service worker what belongs to this build, compresses,
// writes down what the engines weigh, and marks the build as whole.

import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { writeEngineSizes } from './engineSizes.ts';
import { precompress } from './precompress.ts';

/** There only when a build has come to its end. */
export const WHOLE = '.whole';
/** Tabs that are weeks old still ask for the chunks of their own build. */
const KEEP_ASSETS_MS = 30 * 86_400_000;
const PRECACHE = '__PRECACHE__';
/** Large, or wanted by few: kept when used, by the browser's own cache. */
const NOT_PRECACHED = /\.(wasm|br|gz)$|^ort[-.]|^(de|es)-|asyncify|jspi/;

const isAsset = (name: string): boolean => name.startsWith('assets/');

/** Keeps earlier builds' hashed files for a while; `emptyOutDir` has to be off. */
export function finishBuild(dir: string): Plugin {
  const assets = join(dir, 'assets');
  let ours: string[] = [];
  return {
    name: 'tabloom:finish',
    apply: 'build',
    async buildStart() {
      await rm(join(dir, WHOLE), { force: true });
    },
    writeBundle(_options, bundle) {
      ours = Object.keys(bundle);
    },
    async closeBundle() {
      // Called after a failed build, too, whose own words count.
      if (ours.length === 0) return;
      await dropOld(assets, new Set(ours));
      const names = ours.filter(isAsset).filter((name) => !NOT_PRECACHED.test(name.slice('assets/'.length)));
      const worker = join(dir, 'sw.js');
      const code = await readFile(worker, 'utf8');
      await writeFile(worker, code.replace(PRECACHE, JSON.stringify(names.sort()).replaceAll('"', '\\"')));
      await precompress(dir);
      const assetNames = ours.filter(isAsset).map((name) => name.slice('assets/'.length));
      await writeEngineSizes(dir, assetNames);
      await writeFile(join(dir, WHOLE), '');
    },
  };
}

async function dropOld(assets: string, kept: ReadonlySet<string>): Promise<void> {
  const now = Date.now();
  for (const name of await readdir(assets)) {
    if (kept.has(`assets/${name.replace(/\.(br|gz)$/, '')}`)) continue;
    const { mtimeMs } = await stat(join(assets, name));
    if (now - mtimeMs > KEEP_ASSETS_MS) await rm(join(assets, name), { force: true });
  }
}
