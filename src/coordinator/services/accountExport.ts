// The export of one's data: a JSON document, made piece by piece, so that no history is too long for memory.

import { TabloomError } from '../../protocol/errors.ts';
import type { VolunteerId } from '../../protocol/ids.ts';
import {
  exportArtifacts,
  exportDevices,
  exportJobs,
  exportLines,
  exportProjects,
  exportTasks,
  readAccount,
  type Row,
} from '../db/queries/exportRows.ts';
import type { Db } from '../db/pool.ts';
import type { Context } from './context.ts';
import type { Session } from './tokens.ts';

const PAGE = 1000;
const NIL = '00000000-0000-0000-0000-000000000000';

/** The pieces of the document in order. Throws token_invalid when the account is gone. */
export async function exportAccount(
  context: Context,
  { volunteerId }: Session,
): Promise<AsyncGenerator<string>> {
  const { pool } = context;
  const account = await readAccount(pool, volunteerId);
  if (account === null) throw new TabloomError('token_invalid', 'This volunteer is no longer known.');
  const head = {
    what: 'Everything that this Tabloom coordinator keeps about one account.',
    exportedAt: new Date(context.clock()).toISOString(),
    account,
    devices: await exportDevices(pool, volunteerId),
  };

  /** All rows, page by page, from the first after `start`. */
  async function* all<Key, R extends Row & Key>(
    readPage: (db: Db, volunteerId: VolunteerId, after: Key, limit: number) => Promise<R[]>,
    start: Key,
  ): AsyncGenerator<Row> {
    for (let after = start; ;) {
      const rows = await readPage(pool, volunteerId, after, PAGE);
      yield* rows;
      if (rows.length < PAGE) return;
      after = rows.at(-1)!;
    }
  }

  async function* document(): AsyncGenerator<string> {
    yield JSON.stringify(head, null, 1).replace(/\n\}$/, '');
    yield* listed('projects', all(exportProjects, { projectId: NIL }));
    yield* listed('jobs', all(exportJobs, { projectId: NIL, jobId: NIL }));
    yield* listed('artifacts', all(exportArtifacts, { sha256: '' }));
    yield* listed('tasks', all(exportTasks, { taskId: NIL }));
    yield* listed('ledger', all(exportLines, { postingId: NIL, number: -1 }));
    yield '\n}\n';
  }
  return document();
}

async function* listed(name: string, rows: AsyncGenerator<Row>): AsyncGenerator<string> {
  yield `,\n ${JSON.stringify(name)}: [`;
  let isFirst = true;
  for await (const row of rows) {
    yield `${isFirst ? '' : ','}\n  ${JSON.stringify(row)}`;
    isFirst = false;
  }
  yield '\n ]';
}
