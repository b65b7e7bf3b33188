import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HostId, ProjectId, TaskId, VolunteerId, WorkunitId } from '../../protocol/ids.ts';
import {
  challengeMatches,
  openLease,
  openSession,
  sealChallenge,
  sealLease,
  sealSession,
  type Lease,
  type Session,
} from './tokens.ts';

const secret = randomBytes(32);
const NOW = Date.parse('2030-01-01T00:00:00Z');

const session: fc.Arbitrary<Session> = fc.record({
  volunteerId: fc.uuid().map((id) => id as VolunteerId),
  hostId: fc.uuid().map((id) => id as HostId),
  referee: fc.boolean(),
  expiresAt: fc.integer({ min: NOW + 1, max: NOW + 10 ** 9 }),
});
const lease: fc.Arbitrary<Lease> = fc.record({
  projectId: fc.uuid().map((id) => id as ProjectId),
  workunitId: fc.uuid().map((id) => id as WorkunitId),
  hostId: fc.uuid().map((id) => id as HostId),
});
const taskId = fc.uuid().map((id) => id as TaskId);

/** The token with one bit of its bytes, or one bit of its text, turned over. */
function bitFlips(token: string): string[] {
  const bytes = Buffer.from(token, 'base64url');
  const flipped = (of: Buffer, bit: number) => {
    const copy = Buffer.from(of);
    copy[bit >> 3]! ^= 1 << (bit & 7);
    return copy;
  };
  const text = Buffer.from(token, 'latin1');
  return [
    ...Array.from({ length: bytes.length * 8 }, (_, bit) => flipped(bytes, bit).toString('base64url')),
    ...Array.from({ length: text.length * 8 }, (_, bit) => flipped(text, bit).toString('latin1')),
  ];
}

const invalid = expect.objectContaining({ code: 'token_invalid' }) as Error;
const notYours = expect.objectContaining({ code: 'lease_not_yours' }) as Error;

describe('a session token', () => {
  test('opens to what was sealed', () => {
    fc.assert(
      fc.property(session, (sealed) => {
        expect(openSession(secret, sealSession(secret, sealed), NOW)).toEqual(sealed);
      }),
    );
  });

  test('is refused from the instant at which it expires', () => {
    fc.assert(
      fc.property(session, fc.nat(10 ** 9), (sealed, laterMs) => {
        const token = sealSession(secret, sealed);
        expect(() => openSession(secret, token, sealed.expiresAt + laterMs)).toThrow(
          expect.objectContaining({ code: 'token_expired' }) as Error,
        );
        expect(openSession(secret, token, sealed.expiresAt - 1)).toEqual(sealed);
      }),
    );
  });

  test('is refused when any single bit is changed', () => {
    const [sealed] = fc.sample(session, 1);
    for (const token of bitFlips(sealSession(secret, sealed!))) {
      expect(() => openSession(secret, token, NOW)).toThrow(invalid);
    }
  });

  test('is refused when cut, lengthened, made up, or sealed under another secret', () => {
    fc.assert(
      fc.property(session, fc.nat(75), fc.string({ minLength: 1 }), (sealed, length, tail) => {
        const token = sealSession(secret, sealed);
        expect(() => openSession(secret, token.slice(0, length), NOW)).toThrow(invalid);
        expect(() => openSession(secret, token + tail, NOW)).toThrow(invalid);
        expect(() => openSession(secret, tail, NOW)).toThrow(invalid);
        expect(() => openSession(randomBytes(32), token, NOW)).toThrow(invalid);
      }),
    );
  });
});

describe('a lease token', () => {
  test('opens to what was sealed, for its task only', () => {
    fc.assert(
      fc.property(lease, taskId, taskId, (sealed, task, other) => {
        const token = sealLease(secret, task, sealed);
        expect(openLease(secret, task, token)).toEqual(sealed);
        fc.pre(other !== task);
        expect(() => openLease(secret, other, token)).toThrow(notYours);
      }),
    );
  });

  test('is refused when any single bit is changed, or sealed under another secret', () => {
    const [sealed] = fc.sample(lease, 1);
    const [task] = fc.sample(taskId, 1) as [TaskId];
    const token = sealLease(secret, task, sealed!);
    for (const changed of bitFlips(token)) {
      expect(() => openLease(secret, task, changed)).toThrow(notYours);
    }
    expect(() => openLease(randomBytes(32), task, token)).toThrow(notYours);
  });

  test('is no session token, nor the other way round', () => {
    fc.assert(
      fc.property(session, lease, taskId, (signedIn, leased, task) => {
        expect(() => openSession(secret, sealLease(secret, task, leased), NOW)).toThrow(invalid);
        expect(() => openLease(secret, task, sealSession(secret, signedIn))).toThrow(notYours);
      }),
    );
  });
});

test('the seal of a challenge fits its text alone', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (text, other) => {
      const seal = sealChallenge(secret, text);
      expect(challengeMatches(secret, text, seal)).toBe(true);
      expect(challengeMatches(randomBytes(32), text, seal)).toBe(false);
      fc.pre(other !== text);
      expect(challengeMatches(secret, other, seal)).toBe(false);
    }),
  );
  const seal = sealChallenge(secret, 'text');
  for (const changed of bitFlips(seal)) expect(challengeMatches(secret, 'text', changed)).toBe(false);
});
