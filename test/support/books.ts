// The ledger as the database has it, for tests that count credits.

import { expect } from 'vitest';
import type { ProjectId } from '../../src/protocol/ids.ts';
import type { MeResponse } from '../../src/protocol/work.ts';
import { query } from './coordinator.ts';
import type { SimulatedHost } from './simulatedHost.ts';

/** Balances in micro-credits by account. Checks on the way that they sum to zero and are what the lines say. */
export async function readBooks(databaseUrl: string): Promise<Map<string, bigint>> {
  const balances = await query<{ account: string; balance: string }>(
    databaseUrl,
    'select account, balance_micro::text as balance from balances order by account',
  );
  const lines = await query<{ account: string; balance: string }>(
    databaseUrl,
    `select account, sum(amount)::text as balance
       from (select to_account as account, amount_micro as amount from lines
             union all select from_account, -amount_micro from lines) l
      group by account order by account`,
  );
  const books = new Map(balances.map(({ account, balance }) => [account, BigInt(balance)]));
  const rebuilt = new Map(balances.map(({ account }) => [account, 0n]));
  for (const { account, balance } of lines) rebuilt.set(account, BigInt(balance));
  expect(books).toEqual(rebuilt);
  expect([...books.values()].reduce((sum, balance) => sum + balance, 0n)).toBe(0n);
  return books;
}

/** What one project may still spend, and what is set aside for its jobs. */
export async function readProjectBooks(databaseUrl: string, projectId: ProjectId) {
  const books = await readBooks(databaseUrl);
  const of = (kind: string) => books.get(`${kind}:${projectId}`) ?? 0n;
  return { budget: of('project'), escrow: of('escrow'), verification: of('verification') };
}

export async function creditOf(host: SimulatedHost): Promise<MeResponse['credit']> {
  return (await host.call<MeResponse>('GET', '/v1/me')).body.credit;
}
