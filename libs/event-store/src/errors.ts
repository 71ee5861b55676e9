import { isNativeError } from 'node:util/types';
import type { Expected } from './port.ts';

/**
 * What went wrong, as a closed list. UNKNOWN_OUTCOME: the append may or may not be in the log, send it again whole.
 * UNAVAILABLE: nothing was written. PENDING: it is in the log, but cannot be read here yet.
 */
export type StoreErrorKind =
  | 'CONFLICT'
  | 'TOO_LARGE'
  | 'INVALID_ARGUMENT'
  | 'UNAVAILABLE'
  | 'UNKNOWN_OUTCOME'
  | 'PENDING'
  | 'CORRUPT'
  | 'LOCKED'
  | 'CLOSED';

export interface StoreErrorDetails {
  expected?: Expected;
  actual?: number;
  cause?: unknown;
}

/** The one error of an event store; `actual` is the stream's last revision, -1 where there is none. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly kind: StoreErrorKind;
  readonly expected?: Expected;
  readonly actual?: number;

  constructor(kind: StoreErrorKind, message: string, { expected, actual, cause }: StoreErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.kind = kind;
    if (expected !== undefined) this.expected = expected;
    if (actual !== undefined) this.actual = actual;
  }
}

/** SQLite's primary result code (https://sqlite.org/rescode.html) of an error thrown by node:sqlite. */
export function sqliteCode(error: unknown): number | undefined {
  const code = extendedSqliteCode(error);
  return code === undefined ? undefined : code & 0xff;
}

/** The result code that also says what SQLite was doing. */
export function extendedSqliteCode(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode : undefined;
}

export function reasonOf(error: unknown): string {
  return isNativeError(error) ? error.message : String(error);
}

export const SQLITE_BUSY = 5;
export const SQLITE_CORRUPT = 11;
export const SQLITE_FULL = 13;
export const SQLITE_CONSTRAINT = 19;
export const SQLITE_NOTADB = 26;

export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === SQLITE_CORRUPT || code === SQLITE_NOTADB;
}

/** A failed read or open as a StoreError; what is not SQLite's stays as it is. */
export function asStoreError(error: unknown, doing: string): unknown {
  if (error instanceof StoreError || sqliteCode(error) === undefined) return error;
  const reason = reasonOf(error);
  return isDamage(error)
    ? new StoreError(
        'CORRUPT',
        `The log is damaged: ${doing} failed (${reason}). Restore it from a backup.`,
        { cause: error },
      )
    : new StoreError('UNAVAILABLE', `${doing} failed: ${reason}.`, { cause: error });
}
