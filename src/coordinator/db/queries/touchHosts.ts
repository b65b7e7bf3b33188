// Notes when hosts were last seen, what they said they are, and how long their visits last.

import type { HostId } from '../../../protocol/ids.ts';
import type { Capabilities } from '../../../protocol/work.ts';
import type { Db } from '../pool.ts';

/** Without capabilities those from before stay. */
export type HostSeen = { hostId: HostId; capabilities?: Capabilities; hidden: boolean };

/** `beganAt` is that of the present visit; `secondsPresent` counts only visits that ended. */
export type HostVisits = { hostId: HostId; visitsEnded: number; secondsPresent: number; beganAt: Date };

/** Silence of more than `silenceSeconds` has ended the visit before, when the host was last seen. */
export async function touchHosts(
  db: Db,
  seen: readonly HostSeen[],
  now: Date,
  silenceSeconds: number,
): Promise<HostVisits[]> {
  if (seen.length === 0) return [];
  const sorted = [...seen].sort((a, b) => (a.hostId < b.hostId ? -1 : 1));
  const ids = sorted.map((host) => host.hostId);
  await db.query('select 1 from hosts where id = any($1::uuid[]) order by id for update', [ids]);
  const { rows } = await db.query<HostVisits>(
    `update hosts h
        set last_seen_at = $4, capabilities = coalesce(s.capabilities, h.capabilities), hidden = s.hidden,
            visits_ended = h.visits_ended + s.ended::int,
            seconds_present = h.seconds_present
              + case when s.ended then extract(epoch from h.last_seen_at - h.visit_began_at) else 0 end,
            visit_began_at = case when s.ended or h.visit_began_at is null then $4 else h.visit_began_at end
       from (select u.id, u.capabilities, u.hidden,
                    b.visit_began_at is not null and b.last_seen_at < $4::timestamptz - make_interval(secs => $5) as ended
               from unnest($1::uuid[], $2::jsonb[], $3::bool[]) u (id, capabilities, hidden)
               join hosts b on b.id = u.id) s
      where h.id = s.id
     returning h.id as "hostId", h.visits_ended as "visitsEnded", h.seconds_present as "secondsPresent",
               h.visit_began_at as "beganAt"`,
    [
      ids,
      sorted.map(({ capabilities }) => (capabilities === undefined ? null : JSON.stringify(capabilities))),
      sorted.map(({ hidden }) => hidden),
      now,
      silenceSeconds,
    ],
  );
  return rows;
}

/** The visits of these hosts end now: they said good-bye. */
export async function endVisits(db: Db, hostIds: readonly HostId[], now: Date): Promise<void> {
  await db.query(
    `update hosts set visits_ended = visits_ended + 1, visit_began_at = null, last_seen_at = $2,
            seconds_present = seconds_present + greatest(0, extract(epoch from $2 - visit_began_at))
      where id = any($1::uuid[]) and visit_began_at is not null`,
    [hostIds, now],
  );
}
