// Tokens that need no look-up: HMAC-SHA256 under the secret that all coordinators of a database share.
// Session tokens say who asks, lease tokens say which task of which workunit went to which host.

import { createHmac, timingSafeEqual } from 'node:crypto';
import { TabloomError } from '../../protocol/errors.ts';
import type { HostId, ProjectId, TaskId, VolunteerId, WorkunitId } from '../../protocol/ids.ts';

export type Session = { volunteerId: VolunteerId; hostId: HostId; referee: boolean; expiresAt: number };

export const SESSION_MS = 15 * 60_000;

function mac(secret: Buffer, purpose: string, body: Buffer | string): Buffer {
  return createHmac('sha256', secret).update(purpose).update('\0').update(body).digest();
}

function sealed(secret: Buffer, purpose: string, body: Buffer): string {
  return Buffer.concat([mac(secret, purpose, body).subarray(0, 16), body]).toString('base64url');
}

function unsealed(secret: Buffer, purpose: string, token: string): Buffer | null {
  const bytes = strictBytes(token);
  if (bytes === null || bytes.length <= 16) return null;
  const body = bytes.subarray(16);
  return timingSafeEqual(mac(secret, purpose, body).subarray(0, 16), bytes.subarray(0, 16)) ? body : null;
}

/** Node skips what is not base64 and ignores spare bits; a token is good in the one spelling it was given in. */
function strictBytes(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : null;
}

function uuidBytes(...ids: string[]): Buffer {
  return Buffer.from(ids.join('').replaceAll('-', ''), 'hex');
}

function uuidAt(bytes: Buffer, index: number): string {
  const hex = bytes.toString('hex', index * 16, index * 16 + 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export function sealSession(secret: Buffer, session: Session): string {
  const tail = Buffer.alloc(9);
  tail.writeDoubleBE(session.expiresAt, 0);
  tail.writeUInt8(session.referee ? 1 : 0, 8);
  return sealed(secret, 'session', Buffer.concat([uuidBytes(session.volunteerId, session.hostId), tail]));
}

/** Throws `token_invalid` for a token that this coordinator's secret did not make, `token_expired` for an old one. */
export function openSession(secret: Buffer, token: string, now: number): Session {
  const body = unsealed(secret, 'session', token);
  if (body?.length !== 41) {
    throw new TabloomError(
      'token_invalid',
      'This bearer token is not one of this coordinator. Sign in again.',
    );
  }
  const expiresAt = body.readDoubleBE(32);
  if (expiresAt <= now)
    throw new TabloomError('token_expired', 'This bearer token has expired. Sign in again.');
  return {
    volunteerId: uuidAt(body, 0) as VolunteerId,
    hostId: uuidAt(body, 1) as HostId,
    referee: body.readUInt8(40) === 1,
    expiresAt,
  };
}

export type Lease = { projectId: ProjectId; workunitId: WorkunitId; hostId: HostId };

export function sealLease(secret: Buffer, taskId: TaskId, lease: Lease): string {
  return sealed(secret, `lease ${taskId}`, uuidBytes(lease.projectId, lease.workunitId, lease.hostId));
}

/** Throws `lease_not_yours` unless the token was given out for this very task. */
export function openLease(secret: Buffer, taskId: TaskId, token: string): Lease {
  const body = unsealed(secret, `lease ${taskId}`, token);
  if (body?.length !== 48) {
    throw new TabloomError('lease_not_yours', 'This lease token does not belong to this task.');
  }
  return {
    projectId: uuidAt(body, 0) as ProjectId,
    workunitId: uuidAt(body, 1) as WorkunitId,
    hostId: uuidAt(body, 2) as HostId,
  };
}

/** A challenge proves by its own MAC that this coordinator made it; `sign` gives the base64url tail. */
export function sealChallenge(secret: Buffer, text: string): string {
  return mac(secret, 'challenge', text).toString('base64url');
}

export function challengeMatches(secret: Buffer, text: string, seal: string): boolean {
  const given = strictBytes(seal);
  const wanted = mac(secret, 'challenge', text);
  return given?.length === wanted.length && timingSafeEqual(given, wanted);
}
