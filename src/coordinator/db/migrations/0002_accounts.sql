-- One account on many devices: link codes, recovery, deletion; and of hosts: presence, survival, address.

alter table volunteers
  add column recovery_set_at timestamptz,
  -- Its keys and devices are gone; the row stays because the ledger and validated results name it.
  add column deleted_at timestamptz;
create index volunteers_deleted on volunteers (deleted_at) where deleted_at is not null;

create index device_keys_revoked on device_keys (revoked_at) where revoked_at is not null;

-- Only the SHA-256 of a code: who reads the database joins no account.
create table link_codes (
  code_hash bytea primary key,
  volunteer_id uuid not null references volunteers (id),
  expires_at timestamptz not null
);
create index on link_codes (volunteer_id);
create index on link_codes (expires_at);

alter table hosts
  add column hidden boolean not null default false,
  -- Of the latest sign-in; truncated to a network after some days.
  add column address inet,
  add column address_at timestamptz,
  -- How long visits last: those that ended, the time in them, and when the present one began.
  add column visits_ended integer not null default 0,
  add column seconds_present double precision not null default 0,
  add column visit_began_at timestamptz;
create index on hosts (volunteer_id);
create index hosts_address on hosts (address_at) where address is not null;
