import { createSecretKey, type KeyObject } from 'node:crypto';
import type { Pool } from 'pg';
import { Rejected } from '#libs/contracts';
import { AskedTogether, type Answers } from '../asked-together.ts';
import { checkKek, refused } from '../key-encryption-keys.ts';
import { KEY, KEY_NAMES, type KeyName, type KeyStore } from '../key-store.ts';
import type { NodeRegister } from '../node-register.ts';
import { systemRandomness } from '../randomness.ts';
import { boundToName, unwrap, wrap } from '../wrapping.ts';
import {
  inTransaction,
  isMade,
  knownKeks,
  makeTables,
  poolOf,
  reachable,
  setKek,
  sweep,
  type Asking,
} from './key-database.ts';
import type { KeyService } from './key-service.ts';
import { PostgresNodeRegister } from './postgres-node-register.ts';
import { waitedFor, type Patience } from './waiting.ts';

const random = systemRandomness();

export interface PostgresKeyStoreSettings extends KeyService, Patience {
  /** The authority's key-encryption key, 32 bytes, under which every key is wrapped. */
  readonly kek: Uint8Array;
  /** Whether an empty database becomes a key store; else it is STORE_REFUSED, for its keys are gone. Yes unless said. */
  readonly mayMake?: boolean | undefined;
}

/**
 * Subject keys in a PostgreSQL database, for any number of nodes at once: what one of them made or destroyed all of them
 * see. What is acknowledged is on the server's disk. Throws `Rejected`: STORE_REFUSED where the key-encryption key is not the
 * store's, STORE_LOCKED while keys are wrapped anew, KEY_SERVICE_UNAVAILABLE where the database does not answer, or was
 * waited for in vain.
 */
export async function openPostgresKeyStore(settings: PostgresKeyStoreSettings): Promise<KeyStore> {
  const { kek: bytes, mayMake = true, openingMs, waiting, ...service } = settings;
  if (bytes.length !== KEY) throw refused('A key-encryption key has 32 bytes.');
  const kek = createSecretKey(bytes);
  const pool = poolOf(service, kek);
  try {
    const open = () => reachable(() => openNamed(pool, kek, mayMake));
    return new PostgresKeyStore(pool, kek, await waitedFor(open, { openingMs, waiting }));
  } catch (error) {
    await pool.end();
    throw error;
  }
}

class PostgresKeyStore implements KeyStore {
  readonly nodes: NodeRegister;
  readonly #pool: Pool;
  readonly #kek: KeyObject;
  readonly #named: ReadonlyMap<KeyName, Uint8Array>;
  readonly #asking = new AskedTogether((subjects) => reachable(() => this.#readOrMake([...subjects])));

  constructor(pool: Pool, kek: KeyObject, named: ReadonlyMap<KeyName, Uint8Array>) {
    this.nodes = new PostgresNodeRegister(pool);
    this.#pool = pool;
    this.#kek = kek;
    this.#named = named;
  }

  getOrCreate(subjects: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    return this.#asking.ask(subjects);
  }

  async find(subjects: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const found = await reachable(() => this.#read(subjects));
    return new Map([...found].flatMap(([subject, key]) => (key === null ? [] : [[subject, key] as const])));
  }

  async destroyed(subjects: readonly string[]): Promise<readonly string[]> {
    const found = await reachable(() => this.#read(subjects));
    return subjects.filter((subject) => found.get(subject) === null);
  }

  async unknown(subjects: readonly string[]): Promise<readonly string[]> {
    const found = await reachable(() => this.#read(subjects));
    return subjects.filter((subject) => !found.has(subject));
  }

  knownUpTo(): Promise<number> {
    return reachable(async () => {
      const { rows } = await this.#pool.query<{ position: string }>('SELECT position FROM log_known');
      return Number(rows[0]?.position ?? -1);
    });
  }

  /** One node's log may be behind another's. */
  async setKnownUpTo(position: number): Promise<void> {
    await reachable(() =>
      this.#pool.query(
        `INSERT INTO log_known (position) VALUES ($1)
         ON CONFLICT (one) DO UPDATE SET position = greatest(log_known.position, excluded.position)`,
        [position],
      ),
    );
  }

  async named(name: KeyName): Promise<Uint8Array> {
    const key = this.#named.get(name);
    if (!key) throw new Rejected('KEY_SERVICE_UNAVAILABLE');
    return key;
  }

  async destroy(subjects: readonly string[]): Promise<void> {
    await reachable(async () => {
      const { rows } = await this.#pool.query<{ destructions: string; unswept: boolean }>(DESTROY, [
        inOneOrder(subjects),
      ]);
      const [{ destructions, unswept } = { destructions: '0', unswept: false }] = rows;
      if (!unswept) return;
      await sweep(this.#pool, 'subject_keys');
      await this.#pool.query('UPDATE key_store SET swept = greatest(swept, $1)', [destructions]);
    });
  }

  async close(): Promise<void> {
    if (!this.#pool.ended) await this.#pool.end();
  }

  /** Another node may have made or destroyed one since it was looked for: who was first counts. */
  async #readOrMake(subjects: readonly string[]): Promise<Answers> {
    const keys = await this.#read(subjects);
    const missing = inOneOrder(subjects.filter((subject) => !keys.has(subject)));
    if (missing.length === 0) return keys;
    const made = new Map(missing.map((subject) => [subject, random(KEY)]));
    const wrapped = missing.map((subject) => wrap(this.#kek, made.get(subject) ?? new Uint8Array(), subject));
    const { rows } = await this.#pool.query<{ subject: string }>(
      `INSERT INTO subject_keys SELECT * FROM unnest($1::text[], $2::bytea[])
       ON CONFLICT DO NOTHING RETURNING subject`,
      [missing, wrapped],
    );
    const own = new Set(rows.map(({ subject }) => subject));
    const others = await this.#read(missing.filter((subject) => !own.has(subject)));
    return new Map([...keys, ...[...made].filter(([subject]) => own.has(subject)), ...others]);
  }

  /** Absent: never made; null: destroyed. */
  async #read(subjects: readonly string[]): Promise<Map<string, Uint8Array | null>> {
    if (subjects.length === 0) return new Map();
    const { rows } = await this.#pool.query<{ subject: string; wrapped: Uint8Array | null }>(
      'SELECT subject, wrapped FROM subject_keys WHERE subject = ANY ($1::text[])',
      [subjects],
    );
    return new Map(
      rows.map(({ subject, wrapped }) => [
        subject,
        wrapped === null ? null : unwrap(this.#kek, wrapped, subject),
      ]),
    );
  }
}

/** Destroys in one statement, and answers how often that was done and whether something of it may still stand in a file. */
const DESTROY = `
  WITH gone AS (
    INSERT INTO subject_keys SELECT unnest($1::text[]), NULL
    ON CONFLICT (subject) DO UPDATE SET wrapped = NULL WHERE subject_keys.wrapped IS NOT NULL RETURNING 1)
  UPDATE key_store SET destructions = destructions + (SELECT count(*) FROM gone)
  RETURNING destructions, destructions > swept AS unswept`;

/** Each once, and always in the same order, so that two nodes never wait for each other. */
function inOneOrder(subjects: readonly string[]): string[] {
  return [...new Set(subjects)].sort();
}

/** The store's own keys, made once, whoever comes first. */
async function openNamed(
  pool: Pool,
  kek: KeyObject,
  mayMake: boolean,
): Promise<ReadonlyMap<KeyName, Uint8Array>> {
  const client = await pool.connect();
  try {
    if (!mayMake && !(await isMade(client)))
      throw refused('The key store of this log is gone: restore its database from its backup.');
    await makeTables(client);
    return await inTransaction(client, () => makeNamed(client, kek));
  } finally {
    client.release();
  }
}

async function makeNamed(client: Asking, kek: KeyObject): Promise<ReadonlyMap<KeyName, Uint8Array>> {
  await client.query('LOCK TABLE keks IN SHARE ROW EXCLUSIVE MODE');
  const known = await knownKeks(client);
  checkKek(known, kek);
  if (known.length === 0) await setKek(client, kek, 'CURRENT');
  await client.query(
    'INSERT INTO named_keys SELECT * FROM unnest($1::text[], $2::bytea[]) ON CONFLICT DO NOTHING',
    [KEY_NAMES, KEY_NAMES.map((name) => wrap(kek, random(KEY), boundToName(name)))],
  );
  const { rows } = await client.query<{ name: KeyName; wrapped: Uint8Array }>('SELECT * FROM named_keys');
  return new Map(rows.map(({ name, wrapped }) => [name, unwrap(kek, wrapped, boundToName(name))]));
}
