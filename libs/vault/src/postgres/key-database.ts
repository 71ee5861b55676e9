import { setTimeout as wait } from 'node:timers/promises';
import type { KeyObject } from 'node:crypto';
import { Client, Pool, type PoolClient } from 'pg';
import { Rejected } from '#libs/contracts';
import { checkKek, kekId, refused, type KekState, type KnownKek } from '../key-encryption-keys.ts';
import { connectionOf, type KeyService } from './key-service.ts';

/** What asks of a database: a client of its own, or any of a pool's. */
export type Asking = Pick<PoolClient, 'query'>;

/** 1: the first. */
const FORMAT = 1;
const CLIENTS = 4;
/** Held, shared, by whoever has the keys open; alone by who wraps them anew. The number is "FHRK". */
const OPEN = 0x4648524b;
/** Held while the tables are made. */
const MAKING = OPEN + 1;

const TABLES = 'SELECT 1 FROM pg_tables WHERE schemaname = current_schema()';

/** A subject whose `wrapped` is null was erased: its row stays, so that it never gets a key again. */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS key_store (
    one boolean PRIMARY KEY DEFAULT true CHECK (one), format integer NOT NULL,
    destructions bigint NOT NULL DEFAULT 0, swept bigint NOT NULL DEFAULT 0);
  CREATE TABLE IF NOT EXISTS subject_keys (subject text PRIMARY KEY, wrapped bytea);
  CREATE TABLE IF NOT EXISTS named_keys (name text PRIMARY KEY, wrapped bytea NOT NULL);
  CREATE TABLE IF NOT EXISTS keks (
    id text PRIMARY KEY, state text NOT NULL CHECK (state IN ('CURRENT', 'NEXT', 'RETIRED')),
    since timestamptz NOT NULL);
  CREATE TABLE IF NOT EXISTS log_known (
    one boolean PRIMARY KEY DEFAULT true CHECK (one), position bigint NOT NULL);
  CREATE TABLE IF NOT EXISTS nodes (
    id text PRIMARY KEY, started timestamptz NOT NULL, seen timestamptz NOT NULL, purged bigint NOT NULL);
  INSERT INTO key_store (format) VALUES (${FORMAT}) ON CONFLICT DO NOTHING;
`;

/** A client of one's own, until it is disposed of. That it is lost is told by the query that is asked of it. */
export async function ownClient(service: KeyService): Promise<Client & AsyncDisposable> {
  const client = new Client(connectionOf(service));
  client.on('error', () => undefined);
  await client.connect();
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
}

/** Clients of a key database, each of which has said that it has the keys open, and seen that they are under the key. */
export function poolOf(service: KeyService, kek: KeyObject): Pool {
  const pool = new Pool({
    ...connectionOf(service),
    max: CLIENTS,
    idleTimeoutMillis: 0,
    allowExitOnIdle: true,
    verify: (client, done) => void begin(client, kek).then(() => done(), done),
  });
  // A client that is lost while nobody uses it is made anew when somebody does; whoever uses it is told by the query, but
  // one that is lost while it is verified has no listener of the pool's, and would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

async function begin(client: Asking, kek: KeyObject): Promise<void> {
  await client.query('SET synchronous_commit = on');
  if (!(await lock(client, 'pg_try_advisory_lock_shared')))
    throw new Rejected('STORE_LOCKED', {
      reason: 'The keys are being wrapped anew: wait until that is done.',
    });
  if (await isMade(client)) checkKek(await knownKeks(client), kek);
}

/** The server lets go of what a connection held only after it has ended: so often, and so long between, it is asked again. */
const ASKED_AGAIN = 20;
const BETWEEN_MS = 50;

/** Takes a client for itself, where nobody has the keys open; STORE_LOCKED where somebody does. */
export async function lockAlone(client: Asking): Promise<void> {
  for (let again = 0; again <= ASKED_AGAIN; again++) {
    if (await lock(client, 'pg_try_advisory_lock')) return;
    await wait(BETWEEN_MS);
  }
  throw new Rejected('STORE_LOCKED', { reason: 'Somebody has the key store open: stop every node first.' });
}

async function lock(
  client: Asking,
  how: 'pg_try_advisory_lock' | 'pg_try_advisory_lock_shared',
): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>(`SELECT ${how}($1) AS held`, [OPEN]);
  return rows[0]?.held === true;
}

/** Whether the database holds a key store; STORE_REFUSED where it is a newer program's. */
export async function isMade(client: Asking): Promise<boolean> {
  const tables = await client.query(`${TABLES} AND tablename = 'key_store'`);
  if (tables.rowCount === 0) return false;
  const { rows: made } = await client.query<{ format: number }>('SELECT format FROM key_store');
  if ((made[0]?.format ?? 0) > FORMAT) throw refused('The key store was made by a newer version: upgrade.');
  return made.length > 0;
}

/**
 * Makes the tables where there are none. STORE_REFUSED where the server acknowledges what it has not written to its disk,
 * and where the database holds something else.
 */
export async function makeTables(client: Asking): Promise<void> {
  const { rows } = await client.query<{ fsync: string }>(`SELECT current_setting('fsync') AS fsync`);
  if (rows[0]?.fsync !== 'on')
    throw refused('The key database runs with fsync = off: keys would be lost with its power.');
  await inTransaction(client, async () => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [MAKING]);
    if (!(await isMade(client)) && (await client.query(TABLES)).rowCount !== 0)
      throw refused('The database holds something else than keys: give them one of their own.');
    await client.query(SCHEMA);
  });
}

/** A column as an instant in ISO 8601, UTC. */
export function instantOf(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** Every key-encryption key that the store has known, the current one first. */
export async function knownKeks(client: Asking): Promise<KnownKek[]> {
  const { rows } = await client.query<KnownKek>(
    `SELECT id, state, ${instantOf('since')} AS since FROM keks ORDER BY state, keks.since DESC`,
  );
  return rows;
}

export async function setKek(client: Asking, kek: KeyObject, state: KekState): Promise<void> {
  await client.query(
    `INSERT INTO keks VALUES ($1, $2, now())
     ON CONFLICT (id) DO UPDATE SET state = excluded.state, since = excluded.since`,
    [kekId(kek), state],
  );
}

/** Does all of it in one transaction, or nothing. */
export async function inTransaction<T>(client: Asking, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    const done = await work();
    await client.query('COMMIT');
    return done;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** What the database answers; whatever keeps it from answering is KEY_SERVICE_UNAVAILABLE, and never an erasure. */
export async function reachable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Rejected) throw error;
    throw Object.assign(new Rejected('KEY_SERVICE_UNAVAILABLE'), { cause: error });
  }
}

/** For how long a table is written anew. */
const SWEEPING_MS = 600_000;

/** Writes a table anew, so that what was overwritten or taken away stands in it no more. */
export async function sweep(client: Asking, table: 'subject_keys' | 'named_keys'): Promise<void> {
  const config = { text: `VACUUM FULL ${table}`, query_timeout: SWEEPING_MS };
  await client.query(config);
}
