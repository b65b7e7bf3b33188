// Every HTTP route of the protocol with its schemas: the coordinator serves them, OpenAPI describes them.

import type * as v from 'valibot';
import {
  DeletionResponse,
  DevicesResponse,
  LinkClaim,
  LinkResponse,
  RecoveryClaim,
  RecoverySet,
  RevocationResponse,
  SetRecovery,
} from './account.ts';
import { ClothResponse, HealthResponse, HelloResponse, LiveEvent, Stats } from './live.ts';
import {
  ArtifactResponse,
  CreateJob,
  CreateJobResponse,
  CreateProject,
  JobResultLine,
  JobView,
  ProjectsResponse,
  ProjectView,
} from './requests.ts';
import { ChallengeRequest, ChallengeResponse, SessionRequest, SessionResponse } from './sessions.ts';
import {
  HistoryResponse,
  LeaseRequest,
  LeaseResponse,
  MeResponse,
  RenewRequest,
  RenewResponse,
  ResultsRequest,
  ResultsResponse,
  ReturnRequest,
  ReturnResponse,
} from './work.ts';

export type Route = {
  method: 'get' | 'post' | 'put' | 'delete' | 'head';
  /** Parameters in braces, as OpenAPI writes them. */
  path: string;
  summary: string;
  /** bearer: needs a token; optional: says more with one. */
  auth: 'none' | 'optional' | 'bearer';
  query?: Record<string, string>;
  request?: v.GenericSchema;
  requestType?: 'application/json' | 'application/octet-stream' | 'text/plain';
  response?: v.GenericSchema;
  responseType?:
    | 'application/json'
    | 'application/octet-stream'
    | 'application/x-ndjson'
    | 'text/event-stream';
};

export const ROUTES = {
  health: {
    method: 'get',
    path: '/healthz',
    summary: 'Whether the coordinator and its database are ready.',
    auth: 'none',
    response: HealthResponse,
  },
  hello: {
    method: 'get',
    path: '/v1/hello',
    summary: 'Which protocol versions this coordinator speaks, who runs it, and how long it keeps things.',
    auth: 'none',
    response: HelloResponse,
  },
  challenge: {
    method: 'post',
    path: '/v1/challenges',
    summary: 'A text to sign, valid for two minutes and once.',
    auth: 'none',
    request: ChallengeRequest,
    response: ChallengeResponse,
  },
  session: {
    method: 'post',
    path: '/v1/sessions',
    summary: 'Exchanges a signed challenge for a bearer token. A new key is a new volunteer.',
    auth: 'none',
    request: SessionRequest,
    response: SessionResponse,
  },
  putArtifact: {
    method: 'put',
    path: '/v1/artifacts/{sha256}',
    summary: 'Stores bytes under their SHA-256; refused if they differ.',
    auth: 'bearer',
    requestType: 'application/octet-stream',
    response: ArtifactResponse,
  },
  getArtifact: {
    method: 'get',
    path: '/v1/artifacts/{sha256}',
    summary: 'The bytes of an artifact. `Range: bytes=N-` resumes a download.',
    auth: 'none',
    responseType: 'application/octet-stream',
  },
  createProject: {
    method: 'post',
    path: '/v1/projects',
    summary: 'Creates a project; its owner is who signed in.',
    auth: 'bearer',
    request: CreateProject,
    response: ProjectView,
  },
  listProjects: {
    method: 'get',
    path: '/v1/projects',
    summary: 'All projects, oldest first.',
    auth: 'none',
    response: ProjectsResponse,
  },
  getProject: {
    method: 'get',
    path: '/v1/projects/{id}',
    summary: 'One project with its jobs.',
    auth: 'none',
    response: ProjectView,
  },
  approveProject: {
    method: 'post',
    path: '/v1/projects/{id}/approval',
    summary: "The operator's word that a project may run on volunteers' devices.",
    auth: 'bearer',
    response: ProjectView,
  },
  createJob: {
    method: 'post',
    path: '/v1/jobs',
    summary: 'Creates a job, or prices it.',
    auth: 'bearer',
    query: { dryRun: 'true: only the price and a time estimate' },
    request: CreateJob,
    response: CreateJobResponse,
  },
  getJob: {
    method: 'get',
    path: '/v1/jobs/{id}',
    summary: 'How a job stands, and why it failed if it did.',
    auth: 'none',
    response: JobView,
  },
  jobResults: {
    method: 'get',
    path: '/v1/jobs/{id}/results',
    summary: "A job's workunits in order, one JSON object a line; outputs once validated.",
    auth: 'bearer',
    response: JobResultLine,
    responseType: 'application/x-ndjson',
  },
  lease: {
    method: 'post',
    path: '/v1/leases',
    summary: 'Asks for work.',
    auth: 'bearer',
    request: LeaseRequest,
    response: LeaseResponse,
  },
  renew: {
    method: 'post',
    path: '/v1/leases/renew',
    summary: 'Says that leased tasks make progress.',
    auth: 'bearer',
    request: RenewRequest,
    response: RenewResponse,
  },
  returnLeases: {
    method: 'post',
    path: '/v1/leases/return',
    summary: 'Hands tasks back that will not be computed.',
    auth: 'bearer',
    request: ReturnRequest,
    response: ReturnResponse,
  },
  depart: {
    method: 'post',
    path: '/v1/departures',
    summary: 'The same as a beacon from a closing page: the lease tokens speak for themselves.',
    auth: 'none',
    request: ReturnRequest,
    requestType: 'text/plain',
    response: ReturnResponse,
  },
  results: {
    method: 'post',
    path: '/v1/results',
    summary: 'Reports results; one outcome per item, in order. The same result again answers as before.',
    auth: 'bearer',
    request: ResultsRequest,
    response: ResultsResponse,
  },
  me: {
    method: 'get',
    path: '/v1/me',
    summary: "The volunteer's credit by state.",
    auth: 'bearer',
    response: MeResponse,
  },
  history: {
    method: 'get',
    path: '/v1/me/history',
    summary: "The volunteer's tasks, newest first.",
    auth: 'bearer',
    query: { before: 'only tasks reported before this instant (ISO 8601)' },
    response: HistoryResponse,
  },
  devices: {
    method: 'get',
    path: '/v1/me/devices',
    summary: "The account's devices, oldest first.",
    auth: 'bearer',
    response: DevicesResponse,
  },
  revokeDevice: {
    method: 'post',
    path: '/v1/me/devices/{hostId}/revocation',
    summary: 'The device can no longer sign in, and its sign-ins end at once.',
    auth: 'bearer',
    response: RevocationResponse,
  },
  createLink: {
    method: 'post',
    path: '/v1/me/links',
    summary: 'A code with which another device joins this account within ten minutes.',
    auth: 'bearer',
    response: LinkResponse,
  },
  claimLink: {
    method: 'post',
    path: '/v1/links/claims',
    summary: 'Joins the account that showed the code, with a signed challenge of purpose `link`.',
    auth: 'none',
    request: LinkClaim,
    response: SessionResponse,
  },
  setRecovery: {
    method: 'put',
    path: '/v1/me/recovery',
    summary: 'Sets or replaces the key that brings the account back when every device is lost.',
    auth: 'bearer',
    request: SetRecovery,
    response: RecoverySet,
  },
  recover: {
    method: 'post',
    path: '/v1/recoveries',
    summary:
      'Joins the account of a recovery key, with a challenge of purpose `recover` that both keys sign.',
    auth: 'none',
    request: RecoveryClaim,
    response: SessionResponse,
  },
  exportMe: {
    method: 'get',
    path: '/v1/me/export',
    summary: 'Everything that the coordinator keeps about this account, as a JSON file.',
    auth: 'bearer',
  },
  deleteMe: {
    method: 'delete',
    path: '/v1/me',
    summary: 'Deletes the account: keys, devices, addresses. What stays points at nobody.',
    auth: 'bearer',
    response: DeletionResponse,
  },
  stats: {
    method: 'get',
    path: '/v1/stats',
    summary: 'Live counters.',
    auth: 'none',
    response: Stats,
  },
  cloth: {
    method: 'get',
    path: '/v1/cloth',
    summary: 'Validated workunits in order, one stitch each.',
    auth: 'optional',
    query: { after: 'only stitches after this number', limit: 'at most this many (5000)' },
    response: ClothResponse,
  },
  events: {
    method: 'get',
    path: '/v1/events',
    summary: 'Server-sent events: `live`, when a counter changed, at most once a second.',
    auth: 'none',
    response: LiveEvent,
    responseType: 'text/event-stream',
  },
  openapi: {
    method: 'get',
    path: '/v1/openapi.json',
    summary: 'This description.',
    auth: 'none',
  },
} as const satisfies Record<string, Route>;
