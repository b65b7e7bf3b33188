// Settings from the environment, checked: the README's table and this file say the same.

import { resolve } from 'node:path';
import { TabloomError } from '../protocol/errors.ts';

export type StartSettings = {
  port: number;
  host: string;
  dataDir: string;
  databaseUrl: string | undefined;
  serveApp: boolean;
  referee: boolean;
  refereeAfterMs: number;
  demos: boolean;
  holdMs: number;
  projectGrantMicro: bigint;
  approveProjects: boolean;
  maxArtifactBytes: number;
  databaseConnections: number;
  publicOrigin: string;
  operator: string;
  trustedProxies: readonly string[];
  addressDays: number;
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Throws `bad_request` that names the variable, what it has and what it takes. */
export function readSettings(environment: Environment): StartSettings {
  const host = text(environment, 'HOST') ?? '127.0.0.1';
  const loopback = ['127.0.0.1', '::1', 'localhost'].includes(host);
  return {
    port: whole(environment, 'PORT', 8787, 0, 65_535),
    host,
    dataDir: resolve(text(environment, 'DATA_DIR') ?? 'data'),
    databaseUrl: url(
      environment,
      'DATABASE_URL',
      'postgres://user:password@host/database',
      /^postgres(ql)?:$/,
    ),
    serveApp: onOff(environment, 'SERVE_APP', true),
    referee: onOff(environment, 'REFEREE', loopback),
    refereeAfterMs: 1000 * whole(environment, 'REFEREE_AFTER_SECONDS', 4, 0, 86_400),
    demos: onOff(environment, 'DEMOS', loopback),
    holdMs: 3600_000 * whole(environment, 'HOLD_HOURS', 24, 0, 8760),
    projectGrantMicro: 1_000_000n * BigInt(whole(environment, 'PROJECT_GRANT_CREDITS', 10_000, 0, 1e9)),
    approveProjects: onOff(environment, 'APPROVE_PROJECTS', loopback),
    maxArtifactBytes: 2 ** 20 * whole(environment, 'MAX_ARTIFACT_MB', 512, 1, 100_000),
    databaseConnections: whole(environment, 'DATABASE_CONNECTIONS', 10, 2, 1000),
    trustedProxies: list(environment, 'TRUSTED_PROXIES'),
    addressDays: whole(environment, 'ADDRESS_DAYS', 7, 0, 3650),
    operator: text(environment, 'OPERATOR') ?? '',
    publicOrigin: originOf(url(environment, 'PUBLIC_ORIGIN', 'https://tabloom.example', /^https?:$/)),
  };
}

function originOf(address: string | undefined): string {
  return address === undefined ? '' : new URL(address).origin;
}

function text(environment: Environment, name: string): string | undefined {
  const value = environment[name]?.trim();
  return value === '' ? undefined : value;
}

function url(environment: Environment, name: string, example: string, protocol: RegExp): string | undefined {
  const value = text(environment, name);
  if (value === undefined || (URL.canParse(value) && protocol.test(new URL(value).protocol))) return value;
  // The value may hold a password: it is not repeated.
  throw new TabloomError('bad_request', `${name} must be an address such as ${example}.`);
}

function whole(environment: Environment, name: string, fallback: number, min: number, max: number): number {
  const value = text(environment, name);
  if (value === undefined) return fallback;
  const number = Number(value);
  if (!Number.isInteger(number) || number < min || number > max) {
    throw new TabloomError(
      'bad_request',
      `${name} must be a whole number from ${min} to ${max}, not '${value}'.`,
    );
  }
  return number;
}

function list(environment: Environment, name: string): string[] {
  return (text(environment, name) ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

function onOff(environment: Environment, name: string, fallback: boolean): boolean {
  const value = text(environment, name)?.toLowerCase();
  if (value === undefined) return fallback;
  if (['on', 'yes', 'true', '1'].includes(value)) return true;
  if (['off', 'no', 'false', '0'].includes(value)) return false;
  throw new TabloomError('bad_request', `${name} must be on or off, not '${value}'.`);
}
