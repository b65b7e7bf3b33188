// The connection pool, transactions, and which database errors mean what.

import pg from 'pg';
import { TabloomError } from '../../protocol/errors.ts';

/** A pool or one client of it: what a query function needs. */
export type Db = Pick<pg.ClientBase, 'query'>;

const INT8_OID = 20;

/** int8 comes back as a number and refuses to lose digits; amounts of credit are selected as text. */
function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`An int8 of ${text} does not fit a number.`);
  return value;
}

export function createPool(databaseUrl: string, max: number): pg.Pool {
  const types = new pg.TypeOverrides();
  types.setTypeParser(INT8_OID, parseInt8);
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max,
    types,
    connectionTimeoutMillis: 5000,
    // On fresh, fast-growing tables a cached generic plan once scanned `tasks` (11,100/s fell to 4,300/s in 9 s).
    options: '-c plan_cache_mode=force_custom_plan',
  });
  // An idle connection that dies is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => {});
  // So would one that dies between two queries of a transaction; the next query says so.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

const MAX_TRIES = 3;

/**
 * Runs `work` in one transaction; whatever it throws rolls back. Deadlocks and serialization failures are tried
 * again, and what `retryOn` names.
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (db: Db) => Promise<T>,
  retryOn: (error: unknown) => boolean = () => false,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transactOnce(pool, work);
    } catch (error) {
      if (attempt === MAX_TRIES || !(isRetryable(error) || retryOn(error))) throw error;
    }
  }
}

async function transactOnce<T>(pool: pg.Pool, work: (db: Db) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const outcome = await work(client);
    await client.query('commit');
    return outcome;
  } catch (error) {
    await client.query('rollback').catch((rollbackError: Error) => (broken = rollbackError));
    throw error;
  } finally {
    client.release(broken);
  }
}

function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

/** Integrity violations (class 23) and bad data (22): one row's fault, not the batch's. */
export function isRowError(error: unknown): boolean {
  const state = sqlState(error);
  return state !== undefined && (state.startsWith('23') || state.startsWith('22'));
}

/** Serialization failure or deadlock: the same work again succeeds. */
function isRetryable(error: unknown): boolean {
  const state = sqlState(error);
  return state === '40001' || state === '40P01';
}

export function isUniqueViolation(error: unknown): boolean {
  return sqlState(error) === '23505';
}

/** The balances' check: nobody spends what is not there. */
export function isOverdraft(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '23514' && error.table === 'balances';
}

const CONNECTION_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOENT', 'ENOTFOUND']);

/** True when the database itself is away, starting, stopping or out of connections. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const state = sqlState(error);
  if (state !== undefined) return state.startsWith('08') || state.startsWith('57P') || state === '53300';
  const code = (error as NodeJS.ErrnoException).code;
  if (code !== undefined && CONNECTION_CODES.has(code)) return true;
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway);
  return /Connection terminated|timeout exceeded when trying to connect|connection error/i.test(
    error.message,
  );
}

export function databaseAway(cause: unknown): TabloomError {
  return new TabloomError(
    'database_away',
    'The database is away. Nothing is lost; try again in a few seconds.',
    {
      cause,
      retryAfterMs: 3000,
    },
  );
}
