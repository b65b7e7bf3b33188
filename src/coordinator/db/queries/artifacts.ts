// Which artifacts there are; their bytes lie in the blob store.

import type { Sha256, VolunteerId } from '../../../protocol/ids.ts';
import type { Db } from '../pool.ts';

export async function insertArtifact(
  db: Db,
  artifact: { sha256: Sha256; sizeBytes: number; uploadedBy: VolunteerId },
  now: Date,
): Promise<void> {
  await db.query(
    `insert into artifacts (sha256, size_bytes, uploaded_by, created_at)
     values (decode($1, 'hex'), $2, $3, $4) on conflict do nothing`,
    [artifact.sha256, artifact.sizeBytes, artifact.uploadedBy, now],
  );
}

/** Sizes in bytes of those that exist. */
export async function artifactSizes(db: Db, hashes: readonly Sha256[]): Promise<Map<Sha256, number>> {
  const { rows } = await db.query<{ sha256: Sha256; size_bytes: number }>(
    `select encode(sha256, 'hex') as sha256, size_bytes from artifacts
      where sha256 in (select decode(h, 'hex') from unnest($1::text[]) h)`,
    [hashes],
  );
  return new Map(rows.map((row) => [row.sha256, row.size_bytes]));
}
