// The HTTP face of the coordinator: every route parses, calls a service and answers.

import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { stream } from 'hono/streaming';
import { TabloomError } from '../../protocol/errors.ts';
import { JobId, ProjectId } from '../../protocol/ids.ts';
import type { ClothResponse, HealthResponse, HelloResponse } from '../../protocol/live.ts';
import { CreateJob, CreateProject, type ProjectsResponse } from '../../protocol/requests.ts';
import { OLDEST_CLIENT_VERSION, PROTOCOL_VERSION } from '../../protocol/version.ts';
import { readCloth } from '../db/queries/stats.ts';
import { isDatabaseAway } from '../db/pool.ts';
import type { Context } from '../services/context.ts';
import { createJob, getJob, streamResults } from '../services/jobs.ts';
import type { Leases } from '../services/leases.ts';
import type { Live } from '../services/live.ts';
import { approveProject, createProject, getProject, listProjects } from '../services/projects.ts';
import type { Transitions } from '../services/transitions.ts';
import { getArtifact, putArtifact } from './artifacts.ts';
import { answerError } from './errors.ts';
import { addIdentityRoutes } from './identities.ts';
import type { EventStreams } from './live.ts';
import { openApiDocument } from './openapi.ts';
import { optionalSession, pathParam, queryNumber, readJson, requireSession } from './requests.ts';
import { postLease, postDeparture, postRenewal, postResults, postReturn } from './work.ts';

export type Services = {
  context: Context;
  leases: Leases;
  transitions: Transitions;
  live: Live;
  events: EventStreams;
  log: (line: string) => void;
};

const MAX_STITCHES = 5000;
const DAY_MS = 86_400_000;

export function createApp(services: Services): Hono {
  const { context, log } = services;
  const app = new Hono();
  app.onError((error, http) => answerError(http, error, log));
  // No cookies anywhere: any page may speak to the API, tokens are all that counts.
  const open = cors({ origin: '*', maxAge: 86_400, exposeHeaders: ['Retry-After', 'Content-Range'] });
  app.use('/v1/*', open);
  app.use('/healthz', open);
  const limited = bodyLimit({
    maxSize: context.settings.maxBodyBytes,
    onError: () => {
      const message = `A request may have at most ${context.settings.maxBodyBytes} bytes.`;
      throw new TabloomError('body_too_large', message);
    },
  });
  app.on(['POST', 'DELETE'], '/v1/*', limited);
  app.on('PUT', '/v1/me/*', limited);
  addPublicRoutes(app, services);
  addIdentityRoutes(app, services);
  addRequesterRoutes(app, services);
  addWorkRoutes(app, services);
  app.all('/v1/*', (http) => {
    throw new TabloomError(
      'not_found',
      `There is no ${http.req.method} ${http.req.path}. See /v1/openapi.json.`,
    );
  });
  return app;
}

function addPublicRoutes(app: Hono, { context, live, events }: Services): void {
  const document = openApiDocument();
  app.get('/healthz', async (http) => {
    try {
      await context.pool.query('select 1');
      return http.json({ ready: true } satisfies HealthResponse);
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      return http.json({ ready: false, reason: 'The database is away.' } satisfies HealthResponse, 503);
    }
  });
  app.get('/v1/hello', (http) =>
    http.json({
      name: 'tabloom',
      version: '0.1.0',
      protocol: PROTOCOL_VERSION,
      oldestClient: OLDEST_CLIENT_VERSION,
      now: new Date(context.clock()).toISOString(),
      operator: context.settings.operator,
      addressDays: context.settings.addressDays,
      resultDays: context.settings.purgeAfterMs / DAY_MS,
    } satisfies HelloResponse),
  );
  app.get('/v1/openapi.json', (http) => http.json(document));
  app.get('/v1/stats', async (http) => http.json((await live.now()).stats));
  app.get('/v1/events', (http) => events.open(http));
  app.get('/v1/cloth', async (http) => {
    const volunteerId = optionalSession(context, http)?.volunteerId ?? null;
    const limit = Math.min(queryNumber(http, 'limit') ?? MAX_STITCHES, MAX_STITCHES);
    const stitches = await readCloth(context.pool, queryNumber(http, 'after'), limit, volunteerId);
    const total = (await live.now()).stats.workunitsValidated;
    return http.json({ stitches, total } satisfies ClothResponse);
  });
}

function addRequesterRoutes(app: Hono, { context, live }: Services): void {
  app.put('/v1/artifacts/:sha256', (http) => putArtifact(context, http));
  app.get('/v1/artifacts/:sha256', (http) => getArtifact(context, http));
  app.post('/v1/projects', async (http) => {
    const session = requireSession(context, http);
    return http.json(
      await createProject(context, session, await readJson(http, CreateProject, 'the project')),
    );
  });
  app.get('/v1/projects', async (http) =>
    http.json({ projects: await listProjects(context) } satisfies ProjectsResponse),
  );
  app.get('/v1/projects/:id', async (http) =>
    http.json(await getProject(context, pathParam(http, 'id', ProjectId))),
  );
  app.post('/v1/projects/:id/approval', async (http) => {
    const session = requireSession(context, http);
    return http.json(await approveProject(context, session, pathParam(http, 'id', ProjectId)));
  });
  app.post('/v1/jobs', async (http) => {
    const session = requireSession(context, http);
    const request = await readJson(http, CreateJob, 'the job');
    const dryRun = http.req.query('dryRun') === 'true';
    return http.json(await createJob(context, live, session, request, dryRun));
  });
  app.get('/v1/jobs/:id', async (http) => http.json(await getJob(context, pathParam(http, 'id', JobId))));
  app.get('/v1/jobs/:id/results', async (http) => {
    const session = requireSession(context, http);
    const lines = await streamResults(context, session, pathParam(http, 'id', JobId));
    http.header('content-type', 'application/x-ndjson');
    return stream(http, async (out) => {
      for await (const line of lines) await out.write(`${JSON.stringify(line)}\n`);
    });
  });
}

function addWorkRoutes(app: Hono, { context, leases, transitions }: Services): void {
  app.post('/v1/leases', (http) => postLease({ context, leases, transitions }, http));
  app.post('/v1/leases/renew', (http) => postRenewal(context, leases, http));
  app.post('/v1/leases/return', async (http) => {
    requireSession(context, http);
    return http.json(await postReturn(transitions, context, http));
  });
  app.post('/v1/departures', async (http) => http.json(await postDeparture(transitions, context, http)));
  app.post('/v1/results', (http) => postResults(context, transitions, http));
}
