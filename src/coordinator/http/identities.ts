// Signing in, and one's own account: its devices, link codes, recovery, export and deletion. Parse, call, answer.

import type { Context as HttpContext, Hono } from 'hono';
import { stream } from 'hono/streaming';
import { LinkClaim, RecoveryClaim, SetRecovery } from '../../protocol/account.ts';
import { TabloomError } from '../../protocol/errors.ts';
import { HostId } from '../../protocol/ids.ts';
import { ChallengeRequest, SaysProtocol, SessionRequest } from '../../protocol/sessions.ts';
import { checkProtocolVersion } from '../../protocol/version.ts';
import { claimLink, createLink, listDevices, recover, revoke, setRecovery } from '../services/accounts.ts';
import { exportAccount } from '../services/accountExport.ts';
import { createChallenge } from '../services/challenges.ts';
import type { Context } from '../services/context.ts';
import { deleteAccount } from '../services/deletion.ts';
import { createSession, type Caller } from '../services/sessions.ts';
import type { Transitions } from '../services/transitions.ts';
import { history, me } from '../services/volunteers.ts';
import { createClaimBrake } from './claims.ts';
import { createClientAddress } from './clientAddress.ts';
import { originOf, pathParam, readJson, requireSession } from './requests.ts';

type Parts = { context: Context; transitions: Transitions };

export function addIdentityRoutes(app: Hono, parts: Parts): void {
  const { context } = parts;
  const clientAddress = createClientAddress(context.settings.trustedProxies);
  const callerOf = (http: HttpContext): Caller => ({
    origin: originOf(context, http),
    address: clientAddress(http),
  });
  app.post('/v1/challenges', async (http) => {
    // The version first: a client of another one may send a body that this schema does not know.
    checkProtocolVersion((await readJson(http, SaysProtocol, 'the challenge request')).protocol);
    const request = await readJson(http, ChallengeRequest, 'the challenge request');
    return http.json(createChallenge(context, originOf(context, http), request));
  });
  app.post('/v1/sessions', async (http) => {
    const request = await readJson(http, SessionRequest, 'the sign-in');
    return http.json(await createSession(context, callerOf(http), request));
  });
  const brake = createClaimBrake(context.clock);
  app.post('/v1/links/claims', async (http) => {
    const claim = await readJson(http, LinkClaim, 'the link');
    const caller = callerOf(http);
    brake.check(caller.address);
    return http.json(await claimLink(context, caller, claim));
  });
  app.post('/v1/recoveries', async (http) => {
    const claim = await readJson(http, RecoveryClaim, 'the recovery');
    const caller = callerOf(http);
    brake.check(caller.address);
    return http.json(await recover(context, caller, claim));
  });
  addOwnRoutes(app, parts);
}

function addOwnRoutes(app: Hono, { context, transitions }: Parts): void {
  app.get('/v1/me', async (http) => http.json(await me(context, requireSession(context, http))));
  app.delete('/v1/me', async (http) =>
    http.json(await deleteAccount(context, transitions, requireSession(context, http))),
  );
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
  app.get('/v1/me/devices', async (http) =>
    http.json(await listDevices(context, requireSession(context, http))),
  );
  app.post('/v1/me/devices/:hostId/revocation', async (http) => {
    const session = requireSession(context, http);
    return http.json(await revoke(context, transitions, session, pathParam(http, 'hostId', HostId)));
  });
  app.post('/v1/me/links', async (http) =>
    http.json(await createLink(context, requireSession(context, http))),
  );
  app.put('/v1/me/recovery', async (http) => {
    const session = requireSession(context, http);
    const { publicKey } = await readJson(http, SetRecovery, 'the recovery key');
    return http.json(await setRecovery(context, session, publicKey));
  });
  app.get('/v1/me/export', async (http) => {
    const pieces = await exportAccount(context, requireSession(context, http));
    http.header('content-type', 'application/json; charset=utf-8');
    http.header('content-disposition', 'attachment; filename="tabloom-export.json"');
    http.header('cache-control', 'no-store');
    return stream(http, async (out) => {
      for await (const piece of pieces) await out.write(piece);
    });
  });
}
