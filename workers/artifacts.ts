// The artifacts that a worker holds, by hash, with what was made of them: sessions, shards, alphabets. The
// longest unused go first, but never one that the running task or the last `missing` named.

import { readShard, type Shard } from '../src/domain/shard.ts';
import { TabloomError } from '../src/protocol/errors.ts';
import type { Sha256 } from '../src/protocol/ids.ts';
import type { Program, RowRange } from '../src/protocol/program.ts';
import type { Engine, Session } from './engines/engine.ts';
import { readAlphabet, type Alphabet } from './programs/ctc.ts';

/** `bytes` are let go once a session has them. */
type Held = {
  sizeBytes: number;
  bytes?: Uint8Array;
  session?: Session;
  shard?: Shard;
  alphabet?: Alphabet;
};

export type Needs = { model: Sha256; alphabets: Sha256[]; shards: Sha256[] };

export type ArtifactStore = {
  /** What of `needs` is not held; all of it is kept until the next call. */
  missing(needs: Needs): Sha256[];
  put(sha256: Sha256, bytes: Uint8Array): void;
  /** Keeps these, whatever `missing` asks meanwhile, until the returned function is called. */
  keep(needs: Needs): () => void;
  /** The following throw `artifact_missing`; `shard` also `inputs_unfit`, `session` what the engine throws. */
  shard(sha256: Sha256): Shard;
  alphabet(sha256: Sha256): Alphabet;
  session(sha256: Sha256, engine: Engine): Promise<Session>;
};

/** Each artifact once, by the part it plays. */
export function needsOf(program: Program, inputs: readonly RowRange[]): Needs {
  const alphabets = Object.values(program.outputs).flatMap(({ decode }) =>
    decode.type === 'ctc' ? [decode.alphabet] : [],
  );
  return {
    model: program.model,
    alphabets: [...new Set(alphabets)],
    shards: [...new Set(inputs.map(({ artifact }) => artifact))],
  };
}

const hashesOf = ({ model, alphabets, shards }: Needs): Sha256[] => [model, ...alphabets, ...shards];

export function createArtifactStore(maxBytes: number): ArtifactStore {
  /** Longest unused first. */
  const held = new Map<Sha256, Held>();
  let asked: readonly Sha256[] = [];
  let kept: readonly Sha256[] = [];

  function touch(sha256: Sha256): Held | undefined {
    const entry = held.get(sha256);
    if (entry) {
      held.delete(sha256);
      held.set(sha256, entry);
    }
    return entry;
  }

  function evict(): void {
    let total = 0;
    for (const { sizeBytes } of held.values()) total += sizeBytes;
    for (const [sha256, { sizeBytes, session }] of held) {
      if (total <= maxBytes) return;
      if (asked.includes(sha256) || kept.includes(sha256)) continue;
      held.delete(sha256);
      total -= sizeBytes;
      // Of a dead engine nothing is left to release; a living one reports its death by itself.
      session?.release().catch(() => {});
    }
  }

  function need(sha256: Sha256): Held {
    const entry = touch(sha256);
    if (!entry) throw missingError(sha256);
    return entry;
  }

  return {
    missing(needs) {
      asked = hashesOf(needs);
      return [...new Set(asked)].filter((sha256) => {
        const entry = touch(sha256);
        return !(entry?.bytes || (entry?.session && sha256 === needs.model));
      });
    },
    put(sha256, bytes) {
      const { session } = held.get(sha256) ?? {};
      held.delete(sha256);
      held.set(sha256, { sizeBytes: bytes.byteLength, bytes, ...(session ? { session } : {}) });
      evict();
    },
    keep(needs) {
      kept = hashesOf(needs);
      return () => {
        kept = [];
        evict();
      };
    },
    shard(sha256) {
      const entry = need(sha256);
      return (entry.shard ??= readShard(bytesOf(sha256, entry)));
    },
    alphabet(sha256) {
      const entry = need(sha256);
      return (entry.alphabet ??= readAlphabet(bytesOf(sha256, entry)));
    },
    async session(sha256, engine) {
      const entry = need(sha256);
      if (!entry.session) {
        entry.session = await engine.load(bytesOf(sha256, entry));
        delete entry.bytes;
      }
      return entry.session;
    },
  };
}

function bytesOf(sha256: Sha256, { bytes }: Held): Uint8Array {
  if (!bytes) throw missingError(sha256);
  return bytes;
}

const missingError = (sha256: Sha256): TabloomError =>
  new TabloomError('artifact_missing', `The worker no longer holds artifact ${sha256}: provide it again.`);
