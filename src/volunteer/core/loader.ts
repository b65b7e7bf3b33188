// What a task needs, fetched ahead: while one task computes, the next one's artifacts are brought into memory, and
// handed to the worker after the current run.

import type { Sha256 } from '../../protocol/ids.ts';
import type { Program, RowRange } from '../../protocol/program.ts';
import { fetchArtifact, type ArtifactDeps } from './artifacts.ts';
import type { Lease } from './leases.ts';

export type Loaded = Map<Sha256, Uint8Array<ArrayBuffer>>;

export type Loader = {
  /** The artifacts of a task, except those in `held`. Started once per task, whoever asks first. */
  load(signal: AbortSignal, lease: Lease, held: ReadonlySet<Sha256>): Promise<Loaded>;
  /** One artifact that the worker turned out to lack. */
  one(signal: AbortSignal, lease: Lease, sha256: Sha256): Promise<Uint8Array<ArrayBuffer>>;
};

export function createLoader(deps: ArtifactDeps): Loader {
  const loads = new WeakMap<Lease, Promise<Loaded>>();

  async function loadAll(signal: AbortSignal, lease: Lease, held: ReadonlySet<Sha256>): Promise<Loaded> {
    const loaded: Loaded = new Map();
    for (const sha256 of artifactsOf(lease.job.program, lease.task.inputs)) {
      if (!held.has(sha256))
        loaded.set(sha256, await fetchArtifact(signal, sha256, whatOf(lease, sha256), deps));
    }
    return loaded;
  }

  return {
    async load(signal, lease, held) {
      for (;;) {
        signal.throwIfAborted();
        const known = loads.get(lease);
        const load = known ?? loadAll(signal, lease, held);
        loads.set(lease, load);
        try {
          return await load;
        } catch (thrown) {
          if (loads.get(lease) === load) loads.delete(lease);
          // What somebody else began with another signal may have ended for another reason: once more, ours.
          if (known === undefined) throw thrown;
        }
      }
    },
    one: (signal, lease, sha256) => fetchArtifact(signal, sha256, whatOf(lease, sha256), deps),
  };
}

/** Every artifact that a task reads, each once, the model first. */
export function artifactsOf(program: Program, inputs: readonly RowRange[]): Sha256[] {
  const alphabets = Object.values(program.outputs).flatMap(({ decode }) =>
    decode.type === 'ctc' ? [decode.alphabet] : [],
  );
  return [...new Set([program.model, ...alphabets, ...inputs.map((range) => range.artifact)])];
}

/** For people: what is being downloaded. */
function whatOf(lease: Lease, sha256: Sha256): string {
  const { program, projectName } = lease.job;
  if (sha256 === program.model) return `the model of ${projectName}`;
  if (lease.task.inputs.some((range) => range.artifact === sha256)) return `data for ${projectName}`;
  return `the alphabet of ${projectName}`;
}
