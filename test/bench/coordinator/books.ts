// After the run: do the coordinator's books fit what the generator counted? Read from the database itself.

import pg from 'pg';

type Books = {
  balances: string;
  /** Accounts whose balance is not what their lines add up to. */
  astray: number;
  grants: number;
  reported: number;
  valid: number;
  others: number;
  validated: number;
  countedByJobs: number;
};

/** Throws with all that does not fit. Quorum 2: a validated workunit has two valid results, paid once each. */
export async function checkBooks(
  databaseUrl: string,
  accepted: number,
): Promise<{ workunitsValidated: number; resultsPending: number }> {
  const { reported, valid, validated, ...rest } = await readBooks(databaseUrl);
  const misfits = [
    [rest.balances === '0', `the balances sum to ${rest.balances}, not to 0`],
    [rest.astray === 0, `${rest.astray} balances differ from their lines`],
    [rest.others === 0, `${rest.others} tasks are invalid, failed, expired or returned`],
    [
      accepted === reported + valid,
      `${accepted} results were accepted, ${reported + valid} are in the books`,
    ],
    [valid === 2 * validated, `${validated} workunits are validated by ${valid} valid results`],
    [rest.grants === valid, `${valid} valid results got ${rest.grants} grants`],
    [
      rest.countedByJobs === validated,
      `the jobs count ${rest.countedByJobs} of ${validated} validated workunits`,
    ],
  ].flatMap(([fits, complaint]) => (fits ? [] : [complaint]));
  if (misfits.length > 0) throw new Error(`The books do not fit: ${misfits.join('; ')}.`);
  return { workunitsValidated: validated, resultsPending: reported };
}

async function readBooks(databaseUrl: string): Promise<Books> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Books>(SQL)).rows[0]!;
  } finally {
    await client.end();
  }
}

const SQL = `
  select (select sum(balance_micro)::text from balances) as balances,
         (select count(*)::int from balances b
           where b.balance_micro <> coalesce((select sum(amount_micro) from lines where to_account = b.account), 0)
                                  - coalesce((select sum(amount_micro) from lines where from_account = b.account), 0)
         ) as astray,
         (select count(*)::int from postings where kind = 'grant') as grants,
         (select count(*)::int from tasks where state = 'reported') as reported,
         (select count(*)::int from tasks where state = 'valid') as valid,
         (select count(*)::int from tasks where state in ('invalid', 'failed', 'expired', 'returned')) as others,
         (select count(*)::int from workunits where state = 'validated') as validated,
         (select sum(validated)::int from jobs) as "countedByJobs"`;
