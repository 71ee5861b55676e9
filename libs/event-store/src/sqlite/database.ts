import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { StoreError, asStoreError, sqliteCode } from '../errors.ts';
import { placeToRead } from './place-to-read.ts';

/** 'FHRL': marks a file as a log of this product. */
const APPLICATION_ID = 0x4648524c;
const FORMAT = 1;
/** Below it two connections that write and checkpoint can corrupt the file (https://sqlite.org/wal.html, the WAL-reset bug). */
const OLDEST_SQLITE = [3, 51, 3];
const BUSY_MS = 500;

/** `ends_append` tells a whole append from a part of one; SQLite stores it without a byte of its own. */
const SCHEMA = `
  CREATE TABLE streams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE events (
    position INTEGER PRIMARY KEY, stream INTEGER NOT NULL, revision INTEGER NOT NULL, id BLOB NOT NULL UNIQUE,
    type TEXT NOT NULL, ends_append INTEGER NOT NULL, document BLOB NOT NULL, UNIQUE (stream, revision)
  ) STRICT;
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${FORMAT};
`;

/** From here on each commit is one fsync, and a checkpoint makes all that came before durable. */
export const DURABLE = 'PRAGMA synchronous = FULL; PRAGMA fullfsync = ON';

/** Opens or creates the log as its one writer: WAL, one fsync a commit unless said otherwise, checkpoints when asked. */
export function openForWriting(file: string, durable = true): DatabaseSync {
  return opened(file, false, (database) => {
    const fresh = isFresh(database, file);
    database.exec(
      'PRAGMA page_size = 8192; PRAGMA cache_size = -16384; PRAGMA journal_size_limit = 67108864',
    );
    const mode = value(database, 'PRAGMA journal_mode = WAL');
    if (mode !== 'wal' && mode !== 'memory')
      throw new StoreError('UNAVAILABLE', `${file} cannot be kept with a write-ahead log here.`);
    database.exec(`${durable ? DURABLE : 'PRAGMA synchronous = OFF'}; PRAGMA wal_autocheckpoint = 0`);
    if (fresh) database.exec(`BEGIN IMMEDIATE; ${SCHEMA} COMMIT`);
  });
}

/** A database that is not there is made its owner's alone; what SQLite keeps beside it takes after it. */
export function makePrivately(file: string): void {
  if (file === ':memory:') return;
  try {
    closeSync(openSync(file, 'a', 0o600));
  } catch {
    // SQLite will say what is wrong there.
  }
}

/** Opens an existing log for reading only; it can be read while another process writes, and where nothing can be written. */
export function openForReading(file: string): DatabaseSync {
  return opened(file, true, (database) => {
    if (isFresh(database, file)) throw new StoreError('UNAVAILABLE', `${file} holds no log yet.`);
  });
}

/** A number or text that a pragma or query answers in its first row and column. */
export function value(database: DatabaseSync, sql: string): unknown {
  return Object.values(database.prepare(sql).get() ?? {})[0];
}

/** Refuses a SQLite library that is older than the fix of the bug that can corrupt a log. */
export function checkSqliteVersion(version: string): void {
  const parts = version.split('.').map(Number);
  const difference =
    OLDEST_SQLITE.map((part, index) => (parts[index] ?? 0) - part).find((each) => each !== 0) ?? 0;
  if (difference < 0)
    throw new StoreError(
      'UNAVAILABLE',
      `SQLite ${OLDEST_SQLITE.join('.')} or later is needed; this Node has ${version}.`,
    );
}

function opened(file: string, readOnly: boolean, prepare: (database: DatabaseSync) => void): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    if (!readOnly) makePrivately(file);
    database = new DatabaseSync(readOnly ? placeToRead(file) : file, { readOnly, timeout: BUSY_MS });
    checkSqliteVersion(String(value(database, 'SELECT sqlite_version()')));
    prepare(database);
    return database;
  } catch (error) {
    database?.close();
    throw asStoreError(ofFile(error, file), `Opening ${file}`);
  }
}

/** What SQLite says names no file. */
export function ofFile(error: unknown, path: string): unknown {
  return sqliteCode(error) === undefined ? error : Object.assign(error as Error, { path });
}

function isFresh(database: DatabaseSync, file: string): boolean {
  const application = value(database, 'PRAGMA application_id');
  if (application === 0 && value(database, 'SELECT count(*) FROM sqlite_schema') === 0) return true;
  if (application !== APPLICATION_ID)
    throw new StoreError('INVALID_ARGUMENT', `${file} is not an event log.`);
  const format = Number(value(database, 'PRAGMA user_version'));
  if (format > FORMAT)
    throw new StoreError(
      'UNAVAILABLE',
      `${file} has format ${format}, made by a newer version of this program; upgrade it.`,
    );
  return false;
}
