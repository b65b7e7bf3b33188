// Credit movements as data: a posting is a list of lines, each moving a positive amount from one account to
// another, so that a posting sums to zero because nothing else can be written down. Integer micro-credits.

import type { JobId, ProjectId, TaskId, VolunteerId, WorkunitId } from '../protocol/ids.ts';

/** `mint` is where credits come from (its balance is negative). Escrow and verification belong to one project. */
export type Account =
  | 'mint'
  | `volunteer:${string}`
  | `held:${string}`
  | `project:${string}`
  | `escrow:${string}`
  | `verification:${string}`;

export type PostingKind = 'mint' | 'reserve' | 'grant' | 'release' | 'refund';

export type Line = { from: Account; to: Account; amountMicro: bigint };

export type Posting = {
  kind: PostingKind;
  projectId: ProjectId | null;
  /** The same key twice is the same posting: the second is not written. */
  key: string;
  taskId?: TaskId;
  jobId?: JobId;
  lines: Line[];
};

function line(from: Account, to: Account, amountMicro: bigint): Line[] {
  if (amountMicro < 0n) throw new RangeError(`A line moves a positive amount, not ${amountMicro}.`);
  return amountMicro === 0n ? [] : [{ from, to, amountMicro }];
}

export const accounts = {
  available: (volunteer: VolunteerId): Account => `volunteer:${volunteer}`,
  held: (volunteer: VolunteerId): Account => `held:${volunteer}`,
  project: (project: ProjectId): Account => `project:${project}`,
  escrow: (project: ProjectId): Account => `escrow:${project}`,
  verification: (project: ProjectId): Account => `verification:${project}`,
};

/** The starting grant of a project, by operator policy. */
export function mintForProject(projectId: ProjectId, amountMicro: bigint): Posting {
  const lines = line('mint', accounts.project(projectId), amountMicro);
  return { kind: 'mint', projectId, key: `mint:${projectId}`, lines };
}

/** Before a job starts: its work goes to escrow, its surcharge to the project's verification account. */
export function reserveForJob(
  projectId: ProjectId,
  jobId: JobId,
  workMicro: bigint,
  verificationMicro: bigint,
): Posting {
  return {
    kind: 'reserve',
    projectId,
    jobId,
    key: `reserve:${jobId}`,
    lines: [
      ...line(accounts.project(projectId), accounts.escrow(projectId), workMicro),
      ...line(accounts.project(projectId), accounts.verification(projectId), verificationMicro),
    ],
  };
}

/** A validated result: the canonical one is paid from escrow, the copies that checked it from the surcharge. */
export function grantForTask(grant: {
  projectId: ProjectId;
  jobId: JobId;
  taskId: TaskId;
  volunteerId: VolunteerId;
  canonical: boolean;
  amountMicro: bigint;
}): Posting {
  const from = grant.canonical ? accounts.escrow(grant.projectId) : accounts.verification(grant.projectId);
  return {
    kind: 'grant',
    projectId: grant.projectId,
    jobId: grant.jobId,
    taskId: grant.taskId,
    key: `grant:${grant.taskId}`,
    lines: line(from, accounts.held(grant.volunteerId), grant.amountMicro),
  };
}

/** Held credits of one volunteer whose time has come; `key` names the sweep that found them. */
export function releaseForVolunteer(volunteerId: VolunteerId, key: string, amountMicro: bigint): Posting {
  const lines = line(accounts.held(volunteerId), accounts.available(volunteerId), amountMicro);
  return { kind: 'release', projectId: null, key: `release:${volunteerId}:${key}`, lines };
}

/** A workunit that failed gives its work and its surcharge back to the project. */
export function refundForWorkunit(
  projectId: ProjectId,
  jobId: JobId,
  workunitId: WorkunitId,
  workMicro: bigint,
  verificationMicro: bigint,
): Posting {
  return {
    kind: 'refund',
    projectId,
    jobId,
    key: `refund:${workunitId}`,
    lines: [
      ...line(accounts.escrow(projectId), accounts.project(projectId), workMicro),
      ...line(accounts.verification(projectId), accounts.project(projectId), verificationMicro),
    ],
  };
}

/** Net change of every account that the postings touch; the changes of all accounts sum to zero. */
export function balanceChanges(postings: readonly Posting[]): Map<Account, bigint> {
  const changes = new Map<Account, bigint>();
  const add = (account: Account, amount: bigint) =>
    changes.set(account, (changes.get(account) ?? 0n) + amount);
  for (const { lines } of postings) {
    for (const { from, to, amountMicro } of lines) {
      add(from, -amountMicro);
      add(to, amountMicro);
    }
  }
  return changes;
}
