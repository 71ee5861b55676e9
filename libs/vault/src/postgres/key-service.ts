import { readFileSync } from 'node:fs';
import { Rejected } from '#libs/contracts';
import type { PoolConfig } from 'pg';

/** A PostgreSQL database that holds one authority's keys, and nothing else. */
export interface KeyService {
  /** `postgres://host[:port]/database`, or `postgres:///database?host=/folder/of/the/socket`. */
  readonly connection: string;
  /** `name:password`; the connection's own unless given. */
  readonly user?: string | undefined;
}

const PORT = 5432;
/** For how long an answer is waited for. */
const PATIENCE_MS = 5_000;

/**
 * How the client is to connect. Talk is encrypted and the server's certificate checked, by name, against the system's
 * authorities or those in `sslrootcert`; `sslmode=disable` alone, or a socket of this machine, goes without. Throws
 * `Rejected` SETTINGS_REFUSED where the address is none, or asks for less.
 */
export function connectionOf({ connection, user }: KeyService): PoolConfig {
  const url = addressIn(connection);
  const socket = url.searchParams.get('host');
  const [name, ...password] = (user ?? `${url.username}:${url.password}`).split(':');
  return {
    host: socket ?? url.hostname,
    port: url.port === '' ? PORT : Number(url.port),
    database: decodeURIComponent(url.pathname.slice(1)),
    ...(name !== '' && { user: decodedUnless(user, name) }),
    ...(password.join(':') !== '' && { password: decodedUnless(user, password.join(':')) }),
    ssl: socket === null && encrypted(url.searchParams),
    application_name: 'family-help-record',
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
    keepAlive: true,
  };
}

/** What keeps an address from being used, in words; undefined where nothing does. */
export function addressFault(connection: string): string | undefined {
  try {
    connectionOf({ connection });
    return undefined;
  } catch (error) {
    return error instanceof Rejected ? String(error.details['reason']) : String(error);
  }
}

function addressIn(connection: string): URL {
  if (!URL.canParse(connection) || !/^postgres(ql)?:\/\/[^?]*\/[^/?]+/.test(connection))
    throw refusedAddress('must be postgres://host/database');
  const url = new URL(connection);
  for (const name of url.searchParams.keys())
    if (!['host', 'sslmode', 'sslrootcert'].includes(name))
      throw refusedAddress(`"${name}" is not known; host, sslmode and sslrootcert are`);
  return url;
}

function encrypted(asked: URLSearchParams): PoolConfig['ssl'] {
  const mode = asked.get('sslmode') ?? 'verify-full';
  if (mode === 'disable') return false;
  if (mode !== 'verify-full') throw refusedAddress('sslmode must be verify-full or disable');
  const authorities = asked.get('sslrootcert');
  return authorities === null ? true : { ca: readFileSync(authorities, 'utf8') };
}

/** A URL escapes what a file does not. */
function decodedUnless(file: string | undefined, text: string | undefined): string {
  return file === undefined ? decodeURIComponent(text ?? '') : (text ?? '');
}

function refusedAddress(why: string): Rejected {
  return new Rejected('SETTINGS_REFUSED', { reason: `The address of the key database ${why}.` });
}
