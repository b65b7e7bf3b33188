// Notes when hosts were last seen and what they said they are.

import type { HostId } from '../../../protocol/ids.ts';
import type { Capabilities } from '../../../protocol/work.ts';
import type { Db } from '../pool.ts';

export type HostSeen = { hostId: HostId; capabilities: Capabilities };

export async function touchHosts(db: Db, seen: readonly HostSeen[], now: Date): Promise<void> {
  if (seen.length === 0) return;
  const sorted = [...seen].sort((a, b) => (a.hostId < b.hostId ? -1 : 1));
  await db.query('select 1 from hosts where id = any($1::uuid[]) order by id for update', [
    sorted.map((host) => host.hostId),
  ]);
  await db.query(
    `update hosts h set last_seen_at = $3, capabilities = s.capabilities
       from unnest($1::uuid[], $2::jsonb[]) s (id, capabilities) where h.id = s.id`,
    [sorted.map((host) => host.hostId), sorted.map((host) => JSON.stringify(host.capabilities)), now],
  );
}
