// Artifacts over HTTP: bytes in under their hash, bytes out as an attachment that no browser will run.

import type { Context as HttpContext } from 'hono';
import { TabloomError } from '../../protocol/errors.ts';
import { Sha256 } from '../../protocol/ids.ts';
import type { ArtifactResponse } from '../../protocol/requests.ts';
import { insertArtifact } from '../db/queries/artifacts.ts';
import type { Context } from '../services/context.ts';
import { pathParam, requireSession } from './requests.ts';

const HEADERS = {
  'content-type': 'application/octet-stream',
  'content-disposition': 'attachment',
  'x-content-type-options': 'nosniff',
  'content-security-policy': 'sandbox',
  'cross-origin-resource-policy': 'cross-origin',
  'cache-control': 'public, max-age=31536000, immutable',
  'accept-ranges': 'bytes',
};

export async function putArtifact(context: Context, http: HttpContext): Promise<Response> {
  const session = requireSession(context, http);
  const sha256 = pathParam(http, 'sha256', Sha256);
  const { maxArtifactBytes } = context.settings;
  const declared = Number(http.req.header('content-length') ?? 0);
  if (declared > maxArtifactBytes) {
    throw new TabloomError('body_too_large', `An artifact may have at most ${maxArtifactBytes} bytes.`);
  }
  const body = http.req.raw.body ?? new Blob([]).stream();
  const sizeBytes = await context.blobs.put(sha256, body, maxArtifactBytes);
  const artifact = { sha256, sizeBytes, uploadedBy: session.volunteerId };
  await insertArtifact(context.pool, artifact, new Date(context.clock()));
  const response: ArtifactResponse = { sha256, sizeBytes };
  return http.json(response);
}

/** Answers GET and HEAD. `Range: bytes=N-` is honoured; other ranges get the whole. */
export async function getArtifact(context: Context, http: HttpContext): Promise<Response> {
  const sha256 = pathParam(http, 'sha256', Sha256);
  const size = await context.blobs.size(sha256);
  if (size === null) throw new TabloomError('not_found', `There is no artifact ${sha256}.`);
  const start = Number(/^bytes=(\d+)-$/.exec(http.req.header('range') ?? '')?.[1] ?? 0);
  const partial = start > 0 && start < size;
  const from = partial ? start : 0;
  const headers = {
    ...HEADERS,
    'content-length': String(size - from),
    ...(partial ? { 'content-range': `bytes ${from}-${size - 1}/${size}` } : {}),
  };
  const body = http.req.method === 'HEAD' ? null : context.blobs.stream(sha256, from);
  return new Response(body, { status: partial ? 206 : 200, headers });
}
