// Numbered migrations, never edited once they have landed, applied in order under an advisory lock.

import { readdir, readFile } from 'node:fs/promises';
import type pg from 'pg';
import { inTransaction } from './pool.ts';

const FOLDER = new URL('./migrations/', import.meta.url);
const LOCK = 0x7ab100;

/** Brings the schema up to this source's newest migration; several coordinators may start at once. */
export async function migrate(pool: pg.Pool): Promise<void> {
  const files = (await readdir(FOLDER)).filter((file) => /^\d{4}_.*\.sql$/.test(file)).sort();
  await inTransaction(pool, async (db) => {
    await db.query('select pg_advisory_xact_lock($1)', [LOCK]);
    await db.query(
      'create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())',
    );
    const { rows } = await db.query<{ name: string }>('select name from migrations');
    const applied = new Set(rows.map((row) => row.name));
    const unknown = [...applied].find((name) => !files.includes(name));
    if (unknown !== undefined) {
      throw new Error(
        `The database has migration ${unknown}, which this Tabloom does not know. Update Tabloom.`,
      );
    }
    for (const file of files) {
      if (applied.has(file)) continue;
      await db.query(await readFile(new URL(file, FOLDER), 'utf8'));
      await db.query('insert into migrations (name) values ($1)', [file]);
    }
  });
}
