// What a task needs, fetched ahead: while one task computes, the next one's artifacts are brought into memory, and
// handed to the worker after the current run.

import type { Sha256 } from '../../protocol/ids.ts';
import type { Program, RowRange } from '../../protocol/program.ts';
import { fetchArtifact, type ArtifactDeps } from './artifacts.ts';
import type { Piece } from './events.ts';
import type { Lease } from './leases.ts';

export type Loaded = Map<Sha256, Uint8Array<ArrayBuffer>>;

export type Loader = {
  /** The artifacts of a task, except those in `held`. Started once per task, whoever asks first. */
  load(signal: AbortSignal, lease: Lease, held: ReadonlySet<Sha256>): Promise<Loaded>;
  /** Whether everything is at hand that the task needs. */
  isReady(lease: Lease, held: ReadonlySet<Sha256>): boolean;
  /** One artifact that the worker turned out to lack. */
  one(signal: AbortSignal, lease: Lease, sha256: Sha256): Promise<Uint8Array<ArrayBuffer>>;
};

export function createLoader(deps: ArtifactDeps): Loader {
  const loads = new WeakMap<Lease, Promise<Loaded>>();
  const loadedLeases = new WeakSet<Lease>();

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
          const loaded = await load;
          loadedLeases.add(lease);
          return loaded;
        } catch (thrown) {
          if (loads.get(lease) === load) loads.delete(lease);
          // What somebody else began with another signal may have ended for another reason: once more, ours.
          if (known === undefined) throw thrown;
        }
      }
    },
    isReady: (lease, held) =>
      loadedLeases.has(lease) ||
      artifactsOf(lease.job.program, lease.task.inputs).every((sha256) => held.has(sha256)),
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

/** What is being downloaded, for people. */
function whatOf(lease: Lease, sha256: Sha256): Piece {
  const { program, projectName: project } = lease.job;
  if (sha256 === program.model) return { kind: 'model', project };
  const isData = lease.task.inputs.some((range) => range.artifact === sha256);
  return { kind: isData ? 'data' : 'alphabet', project };
}
