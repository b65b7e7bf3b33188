-- The spine: identities, artifacts, projects, jobs, workunits, tasks, results, the ledger.
-- Keys carry project_id so that the work tables can be sharded by project.

create table secrets (
  name text primary key,
  value bytea not null
);

create table volunteers (
  id uuid primary key,
  recovery_public_key bytea unique,
  created_at timestamptz not null
);

create table device_keys (
  public_key bytea primary key,
  volunteer_id uuid not null references volunteers (id),
  is_referee boolean not null default false,
  created_at timestamptz not null,
  revoked_at timestamptz
);
create index on device_keys (volunteer_id);

create table hosts (
  id uuid primary key,
  volunteer_id uuid not null references volunteers (id),
  public_key bytea not null unique references device_keys (public_key),
  capabilities jsonb,
  created_at timestamptz not null,
  last_seen_at timestamptz not null
);
create index on hosts (last_seen_at);

create table used_challenges (
  nonce bytea primary key,
  expires_at timestamptz not null
);
create index on used_challenges (expires_at);

create table artifacts (
  sha256 bytea primary key,
  size_bytes bigint not null,
  uploaded_by uuid not null references volunteers (id),
  created_at timestamptz not null
);

create table projects (
  id uuid primary key,
  number integer generated always as identity unique,
  owner_id uuid not null references volunteers (id),
  name text not null,
  summary text not null,
  purpose text not null,
  request_hash bytea not null,
  approved_at timestamptz,
  created_at timestamptz not null
);

create table jobs (
  project_id uuid not null references projects (id),
  id uuid not null unique,
  title text not null,
  program jsonb not null,
  policy jsonb not null,
  display jsonb not null,
  output_specs jsonb not null,
  truth_output text,
  price jsonb not null,
  model_bytes bigint not null,
  request_hash bytea not null,
  state text not null check (state in ('active', 'completed', 'failed')),
  error jsonb,
  workunits integer not null,
  rows bigint not null,
  validated integer not null default 0,
  failed integer not null default 0,
  rows_validated bigint not null default 0,
  score_numerator double precision not null default 0,
  score_denominator double precision not null default 0,
  created_at timestamptz not null,
  ended_at timestamptz,
  purged_at timestamptz,
  primary key (project_id, id)
);
create index on jobs (ended_at) where ended_at is not null and purged_at is null;

create sequence validated_seq;

create table workunits (
  project_id uuid not null,
  id uuid not null,
  job_id uuid not null,
  seq integer not null,
  inputs jsonb not null,
  rows integer not null,
  flops double precision not null,
  price_micro bigint not null check (price_micro > 0),
  surcharge_micro bigint not null check (surcharge_micro >= 0),
  truth jsonb,
  state text not null check (state in ('open', 'validated', 'failed')),
  canonical_task_id uuid,
  first_report_at timestamptz,
  validated_at timestamptz,
  validated_seq bigint unique,
  error jsonb,
  primary key (project_id, id),
  foreign key (project_id, job_id) references jobs (project_id, id)
);
create unique index on workunits (project_id, job_id, seq);
create index on workunits (validated_at) where validated_at is not null;
create index workunits_waiting on workunits (first_report_at) where state = 'open' and first_report_at is not null;

create table tasks (
  project_id uuid not null,
  id uuid not null,
  workunit_id uuid not null,
  job_id uuid not null,
  rank double precision not null,
  state text not null check (state in
    ('ready', 'leased', 'reported', 'valid', 'invalid', 'failed', 'expired', 'returned', 'cancelled')),
  volunteer_id uuid,
  host_id uuid,
  by_referee boolean not null default false,
  leased_at timestamptz,
  lease_until_at timestamptz,
  hard_deadline_at timestamptz,
  paused_at timestamptz,
  progress real not null default 0,
  reported_at timestamptz,
  failure jsonb,
  -- No foreign key: its check keeps the plan of a table that was small (2.4 ms a task in a job of 80,000 workunits).
  -- Tasks are written by the transaction that writes or holds their workunit.
  primary key (project_id, id)
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
-- One volunteer counts once in a workunit; what was handed back, or ran out, may be taken again.
create unique index tasks_one_per_volunteer on tasks (project_id, workunit_id, volunteer_id)
  where state in ('leased', 'reported', 'valid', 'invalid', 'failed');
create index tasks_of_workunit on tasks (project_id, workunit_id);
create index tasks_ready on tasks (rank, id) where state = 'ready';
create index tasks_leased on tasks (lease_until_at) where state = 'leased';
create index tasks_of_volunteer on tasks (volunteer_id, reported_at) include (state) where reported_at is not null;
create index tasks_reported on tasks (volunteer_id) where state = 'reported';

-- No foreign keys here and on lines: each check costs a row lock and a plan (27 µs of the 32 µs that a result took).
-- Results are written by the transaction that holds the task's workunit, lines by the statement that writes the posting.
create table results (
  project_id uuid not null,
  task_id uuid not null,
  body_hash bytea not null,
  outputs jsonb,
  numeric_class jsonb not null,
  compute_ms double precision not null,
  received_at timestamptz not null,
  primary key (project_id, task_id)
);

create table postings (
  id uuid primary key,
  key text not null unique,
  kind text not null check (kind in ('mint', 'reserve', 'grant', 'release', 'refund')),
  project_id uuid,
  job_id uuid,
  task_id uuid,
  -- Of grants: who is paid, and when it may be spent.
  volunteer_id uuid,
  release_at timestamptz,
  released_by uuid references postings (id),
  created_at timestamptz not null,
  unique (task_id, kind)
);
create index postings_held on postings (release_at) where kind = 'grant' and released_by is null;
create index postings_held_of on postings (volunteer_id, release_at) where kind = 'grant' and released_by is null;

-- Double entry by shape: a line moves a positive amount from one account to another and cannot do else.
create table lines (
  posting_id uuid not null,
  number smallint not null,
  from_account text not null,
  to_account text not null,
  amount_micro bigint not null check (amount_micro > 0),
  primary key (posting_id, number),
  check (from_account <> to_account)
);
create index on lines (from_account);
create index on lines (to_account);

-- A projection of the lines, rebuildable from them.
create table balances (
  account text primary key,
  balance_micro bigint not null,
  check (balance_micro >= 0 or account = 'mint' or account like 'verification:%')
) with (fillfactor = 70);
