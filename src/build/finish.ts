// What the build does after Vite: lets go of old files, tells the service worker what belongs to this build, compresses,
// writes down what the engines weigh, and marks the build as whole.

import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { dropOld } from './dropOld.ts';
import { writeEngineSizes } from './engineSizes.ts';
import { precompress } from './precompress.ts';

/** There only when a build has come to its end. */
export const WHOLE = '.whole';
const PRECACHE = '__PRECACHE__';
/** Large, or wanted by few: kept when used, by the browser's own cache. */
const NOT_PRECACHED = /\.(wasm|br|gz)$|^ort[-.]|^(de|es)-|asyncify|jspi/;
/** Of the hashed files, in the output. */
const FOLDER = 'assets/';

/** Keeps earlier builds' hashed files for a while; `emptyOutDir` has to be off. */
export function finishBuild(dir: string): Plugin {
  /** Bare names. */
  let assets: string[] = [];
  return {
    name: 'tabloom:finish',
    apply: 'build',
    async buildStart() {
      await rm(join(dir, WHOLE), { force: true });
    },
    writeBundle(_options, bundle) {
      const names = Object.keys(bundle).filter((name) => name.startsWith(FOLDER));
      assets = names.map((name) => name.slice(FOLDER.length));
    },
    async closeBundle() {
      // Called after a failed build, too, whose own words count.
      if (assets.length === 0) return;
      await dropOld(join(dir, FOLDER), assets, Date.now());
      const precached = assets.filter((name) => !NOT_PRECACHED.test(name)).map((name) => FOLDER + name);
      const worker = join(dir, 'sw.js');
      const code = await readFile(worker, 'utf8');
      await writeFile(
        worker,
        code.replace(PRECACHE, JSON.stringify(precached.sort()).replaceAll('"', '\\"')),
      );
      await precompress(dir);
      await writeEngineSizes(dir, assets);
      await writeFile(join(dir, WHOLE), '');
    },
  };
}
