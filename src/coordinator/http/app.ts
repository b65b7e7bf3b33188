// The HTTP face of the coordinator: every route parses, calls a service and answers.

import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { stream } from 'hono/streaming';
import { TabloomError } from '../../protocol/errors.ts';
import { JobId, ProjectId } from '../../protocol/ids.ts';
import type { ClothResponse, HealthResponse, HelloResponse } from '../../protocol/live.ts';
import { CreateJob, CreateProject, type ProjectsResponse } from '../../protocol/requests.ts';
import { ChallengeRequest, SaysProtocol, SessionRequest } from '../../protocol/sessions.ts';
import { checkProtocolVersion, OLDEST_CLIENT_VERSION, PROTOCOL_VERSION } from '../../protocol/version.ts';
import { readCloth } from '../db/queries/stats.ts';
import { isDatabaseAway } from '../db/pool.ts';
import type { Context } from '../services/context.ts';
import { createJob, getJob, streamResults } from '../services/jobs.ts';
import type { Leases } from '../services/leases.ts';
import type { Live } from '../services/live.ts';
import { approveProject, createProject, getProject, listProjects } from '../services/projects.ts';
import { createChallenge, createSession } from '../services/sessions.ts';
import type { Transitions } from '../services/transitions.ts';
import { history, me } from '../services/volunteers.ts';
import { getArtifact, putArtifact } from './artifacts.ts';
import { answerError } from './errors.ts';
import type { EventStreams } from './live.ts';
import { openApiDocument } from './openapi.ts';
import { optionalSession, originOf, pathParam, queryNumber, readJson, requireSession } from './requests.ts';
import { postLease, postRenewal, postResults, postReturn } from './work.ts';

export type Services = {
  context: Context;
  leases: Leases;
  transitions: Transitions;
  live: Live;
  events: EventStreams;
  log: (line: string) => void;
};

const MAX_STITCHES = 5000;

export function createApp(services: Services): Hono {
  const { context, log } = services;
  const app = new Hono();
  app.onError((error, http) => answerError(http, error, log));
  // No cookies anywhere: any page may speak to the API, tokens are all that counts.
  app.use('/v1/*', cors({ origin: '*', maxAge: 86_400, exposeHeaders: ['Retry-After', 'Content-Range'] }));
  const limited = bodyLimit({
    maxSize: context.settings.maxBodyBytes,
    onError: () => {
      const message = `A request may have at most ${context.settings.maxBodyBytes} bytes.`;
      throw new TabloomError('body_too_large', message);
    },
  });
  app.on('POST', '/v1/*', limited);
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

function addIdentityRoutes(app: Hono, { context }: Services): void {
  app.post('/v1/challenges', async (http) => {
    // The version first: a client of another one may send a body that this schema does not know.
    checkProtocolVersion((await readJson(http, SaysProtocol, 'the challenge request')).protocol);
    const request = await readJson(http, ChallengeRequest, 'the challenge request');
    return http.json(createChallenge(context, originOf(context, http), request));
  });
  app.post('/v1/sessions', async (http) => {
    const request = await readJson(http, SessionRequest, 'the sign-in');
    return http.json(await createSession(context, originOf(context, http), request));
  });
  app.get('/v1/me', async (http) => http.json(await me(context, requireSession(context, http))));
  app.get('/v1/me/history', async (http) => {
    const before = new Date(http.req.query('before') ?? context.clock() + 1);
    if (!(before.getTime() >= 0)) {
      throw new TabloomError(
        'bad_request',
        "The query's 'before' must be an instant in ISO 8601, since 1970.",
      );
    }
    return http.json(await history(context, requireSession(context, http), before));
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
  app.post('/v1/leases', (http) => postLease(context, leases, http));
  app.post('/v1/leases/renew', (http) => postRenewal(context, leases, http));
  app.post('/v1/leases/return', (http) => {
    requireSession(context, http);
    return postReturn(transitions, context, http);
  });
  app.post('/v1/departures', (http) => postReturn(transitions, context, http));
  app.post('/v1/results', (http) => postResults(context, transitions, http));
}
