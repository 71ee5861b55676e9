import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { isNativeError } from 'node:util/types';
import { SQLITE_BUSY, StoreError, asStoreError, sqliteCode } from '../errors.ts';
import { makePrivately, ofFile } from './database.ts';

/** How long a second writer waits for a first that is just leaving. */
const PATIENCE_MS = 250;

export interface WriterLock {
  release(): void;
}

/** A process that has a log open for writing. */
export interface Writer {
  readonly pid: number;
  /** ISO 8601, UTC, by the machine's clock. */
  readonly since: string;
}

/** Who has the log open for writing; undefined where nobody has. Writes nothing, and keeps nobody from writing. */
export function writerOf(file: string): Writer | undefined {
  const writer = said(`${file}-holder`);
  return writer !== undefined && isLocked(file) ? writer : undefined;
}

function isLocked(file: string): boolean {
  try {
    using lock = new DatabaseSync(`${file}-lock`, { readOnly: true });
    lock.exec('SELECT 1 FROM sqlite_schema');
    return false;
  } catch (error) {
    return sqliteCode(error) === SQLITE_BUSY;
  }
}

/**
 * Makes this process the log's one writer, or refuses with who is. The lock is the operating system's, on a file beside the log,
 * so it dies with the process; the file beside it only says whose it is.
 */
export function lockForWriting(file: string): WriterLock {
  const holder = `${file}-holder`;
  const lock = exclusively(file, holder);
  try {
    writeFileSync(holder, JSON.stringify({ pid: process.pid, since: new Date().toISOString() }), {
      mode: 0o600,
    });
  } catch (error) {
    removePart(holder);
    lock.close();
    throw new StoreError('UNAVAILABLE', `${holder} cannot be written.`, { cause: error });
  }
  return {
    release: () => {
      rmSync(holder, { force: true });
      lock.close();
    },
  };
}

function removePart(holder: string): void {
  try {
    rmSync(holder, { force: true });
  } catch {
    // Where it could not be written it may be another user's.
  }
}

function exclusively(file: string, holder: string): DatabaseSync {
  let lock: DatabaseSync | undefined;
  try {
    makePrivately(`${file}-lock`);
    lock = new DatabaseSync(`${file}-lock`, { timeout: PATIENCE_MS });
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    if (sqliteCode(error) !== SQLITE_BUSY)
      throw asStoreError(ofFile(error, `${file}-lock`), `Locking ${file}`);
    throw new StoreError(
      'LOCKED',
      `${file} is being written by ${describe(holder)}. A log has one writer: stop that one first.`,
    );
  }
}

function describe(holder: string): string {
  const { pid, since } = said(holder) ?? {};
  if (pid !== undefined && isRunning(pid)) return `process ${pid}, since ${since}`;
  return 'another process, which has just started';
}

/** Whose the lock is by what is said beside it; undefined where the holder has not written it yet. */
function said(holder: string): Writer | undefined {
  try {
    return JSON.parse(readFileSync(holder, 'utf8')) as Writer;
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return !(isNativeError(error) && 'code' in error && error.code === 'ESRCH');
  }
}
