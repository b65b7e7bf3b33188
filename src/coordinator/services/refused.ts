// Sign-ins that ended before their tokens did: tokens need no look-up, so a revoked device or a deleted account is
// remembered for as long as a token can live. Other coordinators learn of it at their next sweep.

import { TabloomError } from '../../protocol/errors.ts';
import type { HostId, VolunteerId } from '../../protocol/ids.ts';
import { refusedSince } from '../db/queries/accounts.ts';
import type { Db } from '../db/pool.ts';
import { SESSION_MS, type Session } from './tokens.ts';

export type Refused = {
  /** Throws key_revoked or token_invalid. */
  check(session: Session): void;
  addHost(hostId: HostId): void;
  addVolunteer(volunteerId: VolunteerId): void;
  /** Reads what every coordinator refused. */
  refresh(db: Db, now: Date): Promise<void>;
};

export function createRefused(): Refused {
  /** By this coordinator; a refresh may have read the database just before. Revocations are rare, so none is dropped. */
  const own = { hosts: new Set<HostId>(), volunteers: new Set<VolunteerId>() };
  let hosts = own.hosts;
  let volunteers = own.volunteers;
  return {
    check({ hostId, volunteerId }) {
      if (own.hosts.has(hostId) || hosts.has(hostId)) {
        throw new TabloomError('key_revoked', 'This key was revoked by its owner. Sign in with another one.');
      }
      if (own.volunteers.has(volunteerId) || volunteers.has(volunteerId)) {
        throw new TabloomError('token_invalid', 'This account was deleted. Begin anew with another key.');
      }
    },
    addHost: (hostId) => void own.hosts.add(hostId),
    addVolunteer: (volunteerId) => void own.volunteers.add(volunteerId),
    async refresh(db, now) {
      const { hostIds, volunteerIds } = await refusedSince(db, new Date(now.getTime() - SESSION_MS));
      hosts = new Set(hostIds);
      volunteers = new Set(volunteerIds);
    },
  };
}
