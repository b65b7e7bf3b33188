// For the whole test run: one real PostgreSQL in a temporary folder, where every test server makes a database of its
// own, and the built app, which two test files would otherwise build at once.

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { ensureApp } from '../../src/cli/app.ts';
import { startEmbeddedPostgres } from '../../src/coordinator/postgres/embedded.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = await mkdtemp(join(tmpdir(), 'tabloom-test-'));
  // As root, PostgreSQL runs as another user, who has to get in.
  await chmod(dir, 0o755);
  const postgres = await startEmbeddedPostgres({ dir });
  await ensureApp((line) => console.log(line));
  project.provide('postgresUrl', postgres.url);
  return async () => {
    await postgres.stop();
    await rm(dir, { recursive: true, force: true });
  };
}
