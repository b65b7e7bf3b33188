// The same request again answers as before; another one under the same id is refused. Nothing counts twice.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CreateJobResponse, ProjectView } from '../../src/protocol/requests.ts';
import type { ResultOutcome, ResultsResponse } from '../../src/protocol/work.ts';
import { createRequester } from '../../src/sdk/requester.ts';
import { creditOf, readBooks, readProjectBooks } from '../support/books.ts';
import { query, startCoordinator, type TestCoordinator } from '../support/coordinator.ts';
import { createSigner } from '../support/signer.ts';
import { NUMERIC_CLASS, signInHosts, type SimulatedHost } from '../support/simulatedHost.ts';
import { createTinyJob, prepareTinyJob, tinyOutputs } from '../support/tinyJob.ts';
import { bearer, expectRefusal, post } from '../support/wire.ts';

const signal = AbortSignal.timeout(30_000);
const honest = tinyOutputs(0, 2);

let coordinator: TestCoordinator;
beforeAll(async () => {
  coordinator = await startCoordinator();
});
afterAll(() => coordinator.close());
beforeEach(() =>
  query(coordinator.databaseUrl, `update tasks set state = 'cancelled' where state = 'ready'`),
);

async function leaseAndBuild(host: SimulatedHost, outputs = honest) {
  const [task] = await host.lease();
  const { taskId, leaseToken } = task!;
  return { taskId, leaseToken, numericClass: NUMERIC_CLASS, computeMs: 5, outputs };
}

async function report(host: SimulatedHost, ...results: unknown[]): Promise<ResultOutcome[]> {
  const { status, body } = await host.call<ResultsResponse>('POST', '/v1/results', { results });
  expect(status).toBe(200);
  return body.results;
}

describe('a result', () => {
  test('sent again answers as before, with what became of it since', async () => {
    await createTinyJob(coordinator.url, { rows: 2 });
    const [a, b] = (await signInHosts(coordinator.url, 2)) as [SimulatedHost, SimulatedHost];
    const item = await leaseAndBuild(a);
    expect(await report(a, item)).toMatchObject([{ state: 'pending' }]);
    expect(await report(a, item)).toMatchObject([{ state: 'pending' }]);
    await report(b, await leaseAndBuild(b));
    expect(await report(a, item)).toMatchObject([{ state: 'valid' }]);
    expect(await creditOf(a)).toMatchObject({ heldMicro: '1' });
  });

  test('that was changed is refused, and the first one stands', async () => {
    await createTinyJob(coordinator.url, { rows: 2 });
    const [a, b] = (await signInHosts(coordinator.url, 2)) as [SimulatedHost, SimulatedHost];
    const item = await leaseAndBuild(a);
    await report(a, item);
    const changed = { ...item, outputs: tinyOutputs(0, 2, 5) };
    expect(await report(a, changed)).toMatchObject([
      { error: { code: 'result_conflict', message: expect.stringContaining('cannot be changed') as string } },
    ]);
    expect(await report(a, { ...item, computeMs: 6 })).toMatchObject([
      { error: { code: 'result_conflict' } },
    ]);
    expect(await report(b, await leaseAndBuild(b))).toMatchObject([{ state: 'valid' }]);
  });

  test('that was refused is refused again, and a better one does not replace it', async () => {
    await createTinyJob(coordinator.url, { rows: 2 });
    const [a] = (await signInHosts(coordinator.url, 1)) as [SimulatedHost];
    const item = await leaseAndBuild(a, {});
    expect(await report(a, item)).toMatchObject([{ error: { code: 'result_malformed' } }]);
    expect(await report(a, item)).toMatchObject([{ state: 'invalid' }]);
    expect(await report(a, { ...item, outputs: honest })).toMatchObject([
      { error: { code: 'result_conflict' } },
    ]);
  });

  test('twice in one request counts once', async () => {
    await createTinyJob(coordinator.url, { rows: 2, policy: { type: 'quorum', quorum: 1 } });
    const [a] = (await signInHosts(coordinator.url, 1)) as [SimulatedHost];
    const item = await leaseAndBuild(a);
    const changed = { ...item, outputs: tinyOutputs(0, 2, 5) };
    expect(await report(a, item, item, changed)).toMatchObject([
      { state: 'valid' },
      { state: 'valid' },
      { error: { code: 'result_conflict' } },
    ]);
    expect(await creditOf(a)).toMatchObject({ heldMicro: '1' });
  });

  test('reported twenty times at once is granted once', async () => {
    const { projectId } = await createTinyJob(coordinator.url, { rows: 8, rowsPerWorkunit: 2 });
    const hosts = await signInHosts(coordinator.url, 2);
    const reports: Promise<ResultOutcome[]>[] = [];
    for (const host of hosts) {
      const items = (await host.lease({ maxTasks: 4 })).map(({ taskId, leaseToken, inputs }) => {
        const outputs = tinyOutputs(inputs[0]!.start, inputs[0]!.end);
        return { taskId, leaseToken, numericClass: NUMERIC_CLASS, computeMs: 5, outputs };
      });
      expect(items).toHaveLength(4);
      for (let i = 0; i < 20; i++) reports.push(report(host, ...items.toSorted(() => (i % 2 ? -1 : 1))));
    }
    for (const outcomes of await Promise.all(reports)) {
      for (const outcome of outcomes) expect(['pending', 'valid']).toContain(outcome.state);
    }
    for (const host of hosts) expect(await creditOf(host)).toMatchObject({ heldMicro: '4' });
    const grants = await query(
      coordinator.databaseUrl,
      `select task_id from postings where kind = 'grant' and project_id = '${projectId}'`,
    );
    expect(grants).toHaveLength(8);
    expect(await readProjectBooks(coordinator.databaseUrl, projectId)).toMatchObject({
      escrow: 0n,
      verification: 0n,
    });
  });
});

describe('a project', () => {
  const text = { name: 'One', summary: 'One sentence.', purpose: 'A test.' };

  test('made again with the same body is the same one, with one starting grant', async () => {
    const requester = createRequester({ coordinatorUrl: coordinator.url, signer: await createSigner() });
    const headers = bearer(await requester.token(signal));
    const body = { id: crypto.randomUUID(), ...text };
    const make = () => post(`${coordinator.url}/v1/projects`, body, headers);
    const answers = await Promise.all(Array.from({ length: 10 }, make));
    for (const answer of answers) expect(answer).toMatchObject({ status: 200, body: answers[0]!.body });
    const again = { ...body, purpose: '  A test. ' };
    const trimmed = await post(`${coordinator.url}/v1/projects`, again, headers);
    expect((trimmed.body as ProjectView).id).toBe(body.id);
    const mints = await query(
      coordinator.databaseUrl,
      `select 1 from postings where key = 'mint:${body.id}'`,
    );
    expect(mints).toHaveLength(1);
    await readBooks(coordinator.databaseUrl);
  });

  test('with another body, or by somebody else, is refused', async () => {
    const [mine, theirs] = await Promise.all(
      [await createSigner(), await createSigner()].map((signer) =>
        createRequester({ coordinatorUrl: coordinator.url, signer }).token(signal),
      ),
    );
    const body = { id: crypto.randomUUID(), ...text };
    const make = (token: string, what: object) => post(`${coordinator.url}/v1/projects`, what, bearer(token));
    expect(await make(mine!, body)).toMatchObject({ status: 200 });
    expectRefusal(await make(mine!, { ...body, name: 'Two' }), 'id_conflict', /Choose a new id/);
    expectRefusal(await make(theirs!, body), 'id_conflict', /Choose a new id/);
  });
});

describe('a job', () => {
  test('made again, ten times at once, is the same one, reserved once', async () => {
    const { requester, request, projectId } = await prepareTinyJob(coordinator.url, { rows: 6 });
    const headers = bearer(await requester.token(signal));
    const make = (body: object) => post(`${coordinator.url}/v1/jobs`, body, headers);
    const answers = await Promise.all(Array.from({ length: 10 }, () => make(request)));
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect((body as CreateJobResponse & { dryRun: false }).job).toMatchObject({
        id: request.id,
        progress: { workunits: 3 },
      });
    }
    const tasks = await query(coordinator.databaseUrl, `select 1 from tasks where job_id = '${request.id}'`);
    expect(tasks).toHaveLength(6);
    expect(await readProjectBooks(coordinator.databaseUrl, projectId)).toMatchObject({
      escrow: 3n,
      verification: 3n,
    });
    expectRefusal(
      await make({ ...request, title: 'Another' }),
      'id_conflict',
      /another job.*Choose a new id/,
    );
  });

  test('priced beforehand writes nothing', async () => {
    const { requester, request, projectId } = await prepareTinyJob(coordinator.url);
    const before = await readProjectBooks(coordinator.databaseUrl, projectId);
    const price = await requester.priceJob(signal, request);
    expect(price).toMatchObject({ workunits: 2, workMicro: '2', verificationMicro: '2', totalMicro: '4' });
    expect(await readProjectBooks(coordinator.databaseUrl, projectId)).toEqual(before);
    await expect(requester.job(signal, request.id as never)).rejects.toMatchObject({ code: 'not_found' });
    expect(await requester.createJob(signal, request)).toMatchObject({ price: { totalMicro: '4' } });
  });
});

test('an artifact uploaded again is the same one', async () => {
  const { requester } = await prepareTinyJob(coordinator.url);
  const headers = bearer(await requester.token(signal));
  const bytes = new TextEncoder().encode('some bytes');
  const digest = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
  const put = async () => {
    const response = await fetch(`${coordinator.url}/v1/artifacts/${digest}`, {
      method: 'PUT',
      body: bytes,
      headers,
    });
    return { status: response.status, body: (await response.json()) as unknown };
  };
  const answers = await Promise.all(Array.from({ length: 5 }, put));
  for (const answer of answers) {
    expect(answer).toEqual({ status: 200, body: { sha256: digest, sizeBytes: bytes.length } });
  }
});
