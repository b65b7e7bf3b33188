// Addresses of hosts: the latest, whole for some days, then only their network.

import type { HostId } from '../../../protocol/ids.ts';
import type { Db } from '../pool.ts';

export async function keepAddress(db: Db, hostId: HostId, address: string, now: Date): Promise<void> {
  await db.query('update hosts set address = $2::inet, address_at = $3 where id = $1', [
    hostId,
    address,
    now,
  ]);
}

/** Those of before the instant keep their first 24 (IPv4) or 48 bits (IPv6). */
export async function truncateAddresses(db: Db, before: Date): Promise<void> {
  await db.query(
    `update hosts set address = network(set_masklen(address, case family(address) when 4 then 24 else 48 end))
      where address is not null and address_at < $1
        and masklen(address) > case family(address) when 4 then 24 else 48 end`,
    [before],
  );
}
