import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
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
  return opened(file, () => new DatabaseSync(file, { timeout: BUSY_MS }), prepare);
}

/** Opens it for who only reads, also where its folder cannot be written, as on a disk that can only be read. */
export function openKeyFileToRead(file: string): DatabaseSync {
  if (mayBeWritten(dirname(file))) return openKeyFile(file);
  return opened(
    file,
    () => new DatabaseSync(placeToRead(file), { readOnly: true, timeout: BUSY_MS }),
    checkReadable,
  );
}

type Preparing = (database: DatabaseSync, file: string) => void;

function opened(file: string, open: () => DatabaseSync, prepare: Preparing): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = open();
    prepare(database, file);
    return database;
  } catch (error) {
    database?.close();
    throw isDamage(error) ? damaged(file, error) : ofFile(file, error);
  }
}

/** What SQLite says names no file. */
function ofFile(file: string, error: unknown): unknown {
  return isNativeError(error) && 'errcode' in error ? Object.assign(error, { path: file }) : error;
}

function mayBeWritten(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** To read it SQLite puts files beside it; where none is there and none can be put, it takes the file as it stands. */
function placeToRead(file: string): string | URL {
  const unmerged = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  if (unmerged > 0 || existsSync(`${file}-shm`)) return file;
  const place = pathToFileURL(file);
  place.searchParams.set('immutable', '1');
  return place;
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
  const format = checkIsOurs(database, file);
  database.exec(`PRAGMA journal_mode = WAL; ${DURABLE}; ${LEAVES_NOTHING}`);
  if (format !== FORMAT) database.exec(`BEGIN IMMEDIATE; ${SCHEMA} COMMIT`);
}

function checkReadable(database: DatabaseSync, file: string): void {
  const reason = 'An earlier version made the key store: read it where it can be written.';
  if (checkIsOurs(database, file) !== FORMAT) throw new Rejected('STORE_REFUSED', { reason, file });
}

/** Answers its format. */
function checkIsOurs(database: DatabaseSync, file: string): unknown {
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
  return format;
}

/** Copies what was written into the file, and leaves nothing of it in the log beside. Throws where readers prevent it. */
export function emptyLog(database: DatabaseSync): void {
  const { busy } = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() ?? {};
  if (busy === 1) throw new Rejected('KEY_SERVICE_UNAVAILABLE');
}
