import { createSecretKey, type KeyObject } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { Rejected } from '#libs/contracts';
import { checkKek, kekId, knownKeks, setKek } from './key-encryption-keys.ts';
import { AskedTogether, type Answers } from './asked-together.ts';
import { DURABLE, emptyLog, openKeyFile, openKeyFileToRead } from './key-file.ts';
import { KEY, KEY_NAMES, type KeyName, type KeyStore } from './key-store.ts';
import { systemRandomness } from './randomness.ts';
import { boundToName, transact, unwrap, wrap } from './wrapping.ts';

const random = systemRandomness();

export interface KeyStoreSettings {
  /** A file of its own, or `:memory:`. */
  readonly file: string;
  /** The authority's key-encryption key, 32 bytes, under which every key is wrapped. */
  readonly kek: Uint8Array;
  /** Said false, nothing is durable before it is closed: for a record that is thrown away unless it is made whole. */
  readonly durable?: boolean | undefined;
}

const NAMED = 'SELECT wrapped FROM named_keys WHERE name = ?';
const KNOWN = 'SELECT ifnull(max(position), -1) AS position FROM log_known';

/**
 * Subject keys in a SQLite file of mode 0600 (WAL, one fsync a commit, deleted bytes overwritten). Several connections
 * may be open at once. Throws `Rejected` STORE_REFUSED where the key-encryption key is not the store's.
 */
export function openSqliteKeyStore({ file, kek, durable = true }: KeyStoreSettings): KeyStore {
  if (kek.length !== KEY)
    throw new Rejected('STORE_REFUSED', { reason: 'A key-encryption key has 32 bytes.' });
  if (file !== ':memory:') closeSync(openSync(file, 'a', 0o600));
  const database = openKeyFile(file);
  try {
    if (!durable) database.exec('PRAGMA synchronous = OFF');
    return new SqliteKeyStore(database, createSecretKey(kek));
  } catch (error) {
    database.close();
    throw error;
  }
}

/** One of a store's own keys, beside whoever has it open; undefined where it has none yet. STORE_REFUSED as above. */
export function namedKeyIn(file: string, kek: Uint8Array, name: KeyName): Uint8Array | undefined {
  const database = openKeyFileToRead(file);
  try {
    const key = createSecretKey(kek);
    checkKek(knownKeks(database), key);
    const { wrapped } = database.prepare(NAMED).get(name) ?? {};
    return wrapped instanceof Uint8Array ? unwrap(key, wrapped, boundToName(name)) : undefined;
  } finally {
    database.close();
  }
}

class SqliteKeyStore implements KeyStore {
  readonly #database: DatabaseSync;
  readonly #kek: KeyObject;
  readonly #select: StatementSync;
  readonly #insert: StatementSync;
  readonly #destroy: StatementSync;
  readonly #named: ReadonlyMap<KeyName, Uint8Array>;
  readonly #asking = new AskedTogether(async (subjects) => reachable(() => this.#readOrMake(subjects)));

  constructor(database: DatabaseSync, kek: KeyObject) {
    this.#database = database;
    this.#kek = kek;
    // All that are asked for in one statement: one each takes 4.5 microseconds a key, and so 1.9.
    this.#select = database.prepare(
      'SELECT subject, wrapped FROM json_each(?) asked CROSS JOIN subject_keys ON subject = asked.value',
    );
    this.#insert = database.prepare(
      'INSERT INTO subject_keys (subject, wrapped) VALUES (?, ?) ON CONFLICT DO NOTHING',
    );
    this.#destroy = database.prepare(
      'INSERT INTO subject_keys (subject, wrapped) VALUES (?, NULL) ON CONFLICT DO UPDATE SET wrapped = NULL WHERE wrapped IS NOT NULL',
    );
    checkKek(knownKeks(database), kek);
    this.#named = this.#openNamed();
    if (knownKeks(database).length === 0) setKek(database, kekId(kek), 'CURRENT');
  }

  /** Callers of one turn of the event loop share a transaction, and so an fsync. */
  getOrCreate(subjects: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    return this.#asking.ask(subjects);
  }

  async find(subjects: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    return reachable(() => {
      const found = new Map<string, Uint8Array>();
      for (const [subject, key] of this.#read(subjects)) if (key) found.set(subject, key);
      return found;
    });
  }

  async destroyed(subjects: readonly string[]): Promise<readonly string[]> {
    return reachable(() => {
      const known = this.#read(subjects);
      return subjects.filter((subject) => known.get(subject) === null);
    });
  }

  async unknown(subjects: readonly string[]): Promise<readonly string[]> {
    return reachable(() => {
      const known = this.#read(subjects);
      return subjects.filter((subject) => !known.has(subject));
    });
  }

  async knownUpTo(): Promise<number> {
    return reachable(() => Number(this.#database.prepare(KNOWN).get()?.['position']));
  }

  async setKnownUpTo(position: number): Promise<void> {
    reachable(() =>
      transact(this.#database, () => {
        this.#database.exec('DELETE FROM log_known');
        this.#database.prepare('INSERT INTO log_known VALUES (?)').run(position);
      }),
    );
  }

  async named(name: KeyName): Promise<Uint8Array> {
    const key = this.#named.get(name);
    if (!key) throw new Rejected('KEY_SERVICE_UNAVAILABLE');
    return key;
  }

  async destroy(subjects: readonly string[]): Promise<void> {
    reachable(() => {
      transact(this.#database, () => {
        for (const subject of subjects) this.#destroy.run(subject);
      });
      emptyLog(this.#database);
    });
  }

  async close(): Promise<void> {
    if (!this.#database.isOpen) return;
    this.#database.exec(DURABLE);
    this.#database.close();
  }

  #readOrMake(subjects: ReadonlySet<string>): Answers {
    const keys = this.#read([...subjects]);
    if (keys.size < subjects.size) {
      transact(this.#database, () => {
        for (const subject of subjects) if (!keys.has(subject)) keys.set(subject, this.#make(subject));
      });
    }
    return keys;
  }

  /** Another connection may have made or destroyed it since it was looked for. */
  #make(subject: string): Uint8Array | null {
    const key = random(KEY);
    const { changes } = this.#insert.run(subject, wrap(this.#kek, key, subject));
    return changes === 1 ? key : (this.#read([subject]).get(subject) ?? null);
  }

  /** Of those that were ever made; null: destroyed. */
  #read(subjects: readonly string[]): Map<string, Uint8Array | null> {
    const rows = this.#select.all(JSON.stringify(subjects));
    return new Map(
      rows.map(({ subject, wrapped }) => [String(subject), this.#opened(String(subject), wrapped)]),
    );
  }

  #opened(subject: string, wrapped: SQLOutputValue | undefined): Uint8Array | null {
    return wrapped instanceof Uint8Array ? unwrap(this.#kek, wrapped, subject) : null;
  }

  #openNamed(): ReadonlyMap<KeyName, Uint8Array> {
    const select = this.#database.prepare(NAMED);
    const insert = this.#database.prepare('INSERT OR IGNORE INTO named_keys (name, wrapped) VALUES (?, ?)');
    const keys = new Map<KeyName, Uint8Array>();
    transact(this.#database, () => {
      for (const name of KEY_NAMES) {
        const bound = boundToName(name);
        if (!select.get(name)) insert.run(name, wrap(this.#kek, random(KEY), bound));
        keys.set(name, unwrap(this.#kek, select.get(name)?.['wrapped'] as Uint8Array, bound));
      }
    });
    return keys;
  }
}

function reachable<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Rejected) throw error;
    throw Object.assign(new Rejected('KEY_SERVICE_UNAVAILABLE'), { cause: error });
  }
}
