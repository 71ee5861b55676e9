import { DatabaseSync } from 'node:sqlite';
import { isNativeError } from 'node:util/types';
import { Rejected } from '#libs/contracts';
import { KEKS } from './key-encryption-keys.ts';

/** 'FHRK': marks a file as a key store of this product. */
const APPLICATION_ID = 0x4648524b;
/** 2: with the key-encryption keys that it has known; 3: with how far it knows the log. */
const FORMAT = 3;
const BUSY_MS = 5_000;
/** Each commit is one fsync, and closing copies what came before into the file, durably. */
export const DURABLE = 'PRAGMA synchronous = FULL; PRAGMA fullfsync = ON';
/** What is overwritten leaves no byte behind, in the file or beside it. */
const LEAVES_NOTHING = 'PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY';

/** A subject whose `wrapped` is null was erased: its row stays, so that it never gets a key again. */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS subject_keys (subject TEXT PRIMARY KEY, wrapped BLOB) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS named_keys (name TEXT PRIMARY KEY, wrapped BLOB NOT NULL) STRICT, WITHOUT ROWID;
  ${KEKS}
  CREATE TABLE IF NOT EXISTS log_known (position INTEGER NOT NULL) STRICT;
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${FORMAT};
`;

/** Opens the file of keys, making it where there is none; STORE_REFUSED where it is something else, or damaged. */
export function openKeyFile(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: BUSY_MS });
  try {
    prepare(database, file);
    return database;
  } catch (error) {
    database.close();
    throw isDamage(error) ? damaged(file, error) : error;
  }
}

/** SQLite's result codes of a file that is none of its own, or is not whole. */
const DAMAGE = [11, 26];

function isDamage(error: unknown): boolean {
  return isNativeError(error) && 'errcode' in error && DAMAGE.includes(Number(error.errcode) & 0xff);
}

function damaged(file: string, cause: unknown): Rejected {
  const reason = 'The key store is damaged: restore it from its backup.';
  return Object.assign(new Rejected('STORE_REFUSED', { reason, file }), { cause });
}

function prepare(database: DatabaseSync, file: string): void {
  const { application_id: application } = database.prepare('PRAGMA application_id').get() ?? {};
  const empty = database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()?.['tables'] === 0;
  if (application !== APPLICATION_ID && !empty)
    throw new Rejected('STORE_REFUSED', { reason: 'The file is not a key store.', file });
  const { user_version: format } = database.prepare('PRAGMA user_version').get() ?? {};
  if (Number(format) > FORMAT)
    throw new Rejected('STORE_REFUSED', {
      reason: 'The key store was made by a newer version: upgrade.',
      file,
    });
  database.exec(`PRAGMA journal_mode = WAL; ${DURABLE}; ${LEAVES_NOTHING}`);
  if (format !== FORMAT) database.exec(`BEGIN IMMEDIATE; ${SCHEMA} COMMIT`);
}

/** Copies what was written into the file, and leaves nothing of it in the log beside. Throws where readers prevent it. */
export function emptyLog(database: DatabaseSync): void {
  const { busy } = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() ?? {};
  if (busy === 1) throw new Rejected('KEY_SERVICE_UNAVAILABLE');
}
