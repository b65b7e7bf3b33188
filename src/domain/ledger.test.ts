import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JobId, ProjectId, TaskId, VolunteerId, WorkunitId } from '../protocol/ids.ts';
import {
  accounts,
  balanceChanges,
  grantForTask,
  mintForProject,
  refundForWorkunit,
  releaseForVolunteer,
  reserveForJob,
  type Account,
  type Posting,
} from './ledger.ts';

const project = fc.constantFrom('p1' as ProjectId, 'p2' as ProjectId);
const job = fc.constantFrom('j1' as JobId, 'j2' as JobId);
const task = fc.constantFrom('t1' as TaskId, 't2' as TaskId, 't3' as TaskId);
const workunit = fc.constantFrom('w1' as WorkunitId, 'w2' as WorkunitId);
const volunteer = fc.constantFrom('v1' as VolunteerId, 'v2' as VolunteerId);
const amount = fc.bigInt({ min: 0n, max: 2n ** 62n });

const posting: fc.Arbitrary<Posting> = fc.oneof(
  fc.tuple(project, amount).map((args) => mintForProject(...args)),
  fc.tuple(project, job, amount, amount).map((args) => reserveForJob(...args)),
  fc
    .record({
      projectId: project,
      jobId: job,
      taskId: task,
      volunteerId: volunteer,
      canonical: fc.boolean(),
      amountMicro: amount,
    })
    .map(grantForTask),
  fc.tuple(volunteer, fc.uuid(), amount).map((args) => releaseForVolunteer(...args)),
  fc.tuple(project, job, workunit, amount, amount).map((args) => refundForWorkunit(...args)),
);

const total = (changes: Map<Account, bigint>) =>
  [...changes.values()].reduce((sum, change) => sum + change, 0n);

describe('any sequence of postings', () => {
  test('sums to zero, each of them and all together', () => {
    fc.assert(
      fc.property(fc.array(posting), (postings) => {
        for (const one of postings) expect(total(balanceChanges([one]))).toBe(0n);
        expect(total(balanceChanges(postings))).toBe(0n);
      }),
    );
  });

  test('moves positive amounts between two accounts', () => {
    fc.assert(
      fc.property(posting, ({ lines }) => {
        for (const { from, to, amountMicro } of lines) {
          expect(amountMicro).toBeGreaterThan(0n);
          expect(from).not.toBe(to);
        }
      }),
    );
  });

  test('changes balances alike in any order and grouping', () => {
    fc.assert(
      fc.property(fc.array(posting), fc.nat(), (postings, at) => {
        const sorted = (changes: Map<Account, bigint>) => [...changes].sort(([a], [b]) => (a < b ? -1 : 1));
        const all = sorted(balanceChanges(postings));
        expect(sorted(balanceChanges(postings.toReversed()))).toEqual(all);
        const cut = at % (postings.length + 1);
        const parts = new Map(balanceChanges(postings.slice(0, cut)));
        for (const [account, change] of balanceChanges(postings.slice(cut))) {
          parts.set(account, (parts.get(account) ?? 0n) + change);
        }
        expect(sorted(parts)).toEqual(all);
      }),
    );
  });

  test('never leaves one project with credits of another', () => {
    fc.assert(
      fc.property(posting, (one) => {
        if (one.projectId === null) return;
        const touched = one.lines.flatMap(({ from, to }) => [from, to]);
        const other = one.projectId === 'p1' ? 'p2' : 'p1';
        expect(touched.filter((account) => account.endsWith(`:${other}`))).toEqual([]);
      }),
    );
  });
});

test('a negative amount is refused, and nothing moves nothing', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 62n), max: -1n }), (negative) => {
      expect(() => mintForProject('p1' as ProjectId, negative)).toThrow(RangeError);
      expect(() => reserveForJob('p1' as ProjectId, 'j1' as JobId, 1n, negative)).toThrow(RangeError);
      expect(() => releaseForVolunteer('v1' as VolunteerId, 'k', negative)).toThrow(RangeError);
    }),
  );
  expect(mintForProject('p1' as ProjectId, 0n).lines).toEqual([]);
});

/** A job of workunits, each of which is validated by its quorum (more, if late results came) or fails. */
const jobRun = fc.record({
  quorum: fc.integer({ min: 1, max: 5 }),
  workunits: fc.array(
    fc.record({
      price: fc.bigInt({ min: 1n, max: 10n ** 12n }),
      validated: fc.boolean(),
      late: fc.integer({ min: 0, max: 2 }),
    }),
    { minLength: 1, maxLength: 20 },
  ),
});

describe('a job from reserve to end', () => {
  test('costs its validated work times the quorum; escrow ends empty', () => {
    fc.assert(
      fc.property(jobRun, ({ quorum, workunits }) => {
        const [projectId, jobId] = ['p1' as ProjectId, 'j1' as JobId];
        const sum = (of: typeof workunits) => of.reduce((total, { price }) => total + price, 0n);
        const copies = BigInt(quorum - 1);
        const postings = [
          mintForProject(projectId, 10n ** 18n),
          reserveForJob(projectId, jobId, sum(workunits), sum(workunits) * copies),
        ];
        let lateMicro = 0n;
        workunits.forEach(({ price, validated, late }, w) => {
          if (!validated) {
            postings.push(refundForWorkunit(projectId, jobId, `w${w}` as WorkunitId, price, price * copies));
            return;
          }
          lateMicro += BigInt(late) * price;
          for (let i = 0; i < quorum + late; i++) {
            postings.push(
              grantForTask({
                projectId,
                jobId,
                taskId: `t${w}.${i}` as TaskId,
                volunteerId: `v${i}` as VolunteerId,
                canonical: i === 0,
                amountMicro: price,
              }),
            );
          }
        });
        const balances = balanceChanges(postings);
        const paid = sum(workunits.filter(({ validated }) => validated)) * BigInt(quorum);
        expect(balances.get(accounts.project(projectId))).toBe(10n ** 18n - paid);
        expect(balances.get(accounts.escrow(projectId))).toBe(0n);
        // Late results are more than the price foresaw: the operator's deficit, never the requester's.
        expect(balances.get(accounts.verification(projectId)) ?? 0n).toBe(-lateMicro);
        expect(new Set(postings.map(({ key }) => key)).size).toBe(postings.length);
      }),
    );
  });

  test('pays into what is held, and a release moves it on', () => {
    const volunteerId = 'v1' as VolunteerId;
    const grant = grantForTask({
      projectId: 'p1' as ProjectId,
      jobId: 'j1' as JobId,
      taskId: 't1' as TaskId,
      volunteerId,
      canonical: true,
      amountMicro: 7n,
    });
    expect(balanceChanges([grant]).get(accounts.held(volunteerId))).toBe(7n);
    const balances = balanceChanges([grant, releaseForVolunteer(volunteerId, 'k', 7n)]);
    expect(balances.get(accounts.held(volunteerId))).toBe(0n);
    expect(balances.get(accounts.available(volunteerId))).toBe(7n);
  });
});
