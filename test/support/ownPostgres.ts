// A PostgreSQL of a test's own, to be taken away and brought back at the same address.

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgresBinaries } from '../../src/coordinator/postgres/binaries.ts';
import { startEmbeddedPostgres } from '../../src/coordinator/postgres/embedded.ts';
import { startPostmaster, type Postmaster } from '../../src/coordinator/postgres/postmaster.ts';
import { findServerUser } from '../../src/coordinator/postgres/serverUser.ts';

export type OwnPostgres = {
  url: string;
  /** In order: sessions are told, what was committed is on the disk. */
  stop(): Promise<void>;
  /** At once, as by a power cut. */
  crash(): Promise<void>;
  startAgain(): Promise<void>;
  remove(): Promise<void>;
};

export async function startOwnPostgres(): Promise<OwnPostgres> {
  const dir = await mkdtemp(join(tmpdir(), 'tabloom-own-postgres-'));
  // As root, PostgreSQL runs as another user, who has to get in.
  await chmod(dir, 0o755);
  const { url, port, pid, stop } = await startEmbeddedPostgres({ dir });
  let server: Postmaster = { pid, stop };
  const dataDir = join(dir, 'postgres');
  return {
    url,
    stop: () => server.stop(),
    async crash() {
      process.kill(server.pid, 'SIGQUIT');
      await server.stop();
    },
    async startAgain() {
      const { postgres } = await findPostgresBinaries();
      const user = await findServerUser(dataDir);
      const flags = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='];
      server = await startPostmaster({ postgres, dataDir, user, port, flags, log: () => {} });
    },
    async remove() {
      await server.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
