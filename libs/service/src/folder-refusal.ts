import { isAbsolute, relative, resolve } from 'node:path';
import { StoreError } from '#libs/event-store';
import { isNoRoom } from './backup/no-room.ts';
import { refuseToOpen } from './refuse.ts';

const NOT_PERMITTED = 'this user may not read or write it; run this as the user whom the folder belongs to';
/** By the system’s code: why a file could not be read or written. */
const BY_SYSTEM: Readonly<Record<string, string>> = {
  EACCES: NOT_PERMITTED,
  EPERM: NOT_PERMITTED,
  EROFS: 'its disk can only be read',
};
/** By the primary result code (https://sqlite.org/rescode.html): SQLITE_PERM, SQLITE_READONLY, SQLITE_CANTOPEN. */
const BY_SQLITE: Readonly<Record<number, string>> = {
  3: NOT_PERMITTED,
  8: 'this user may only read it, or its disk can only be read',
  14: 'it cannot be opened by this user, or its disk can only be read',
};
const FULL = 'the disk is full, or takes no more';

/**
 * What a file system did not permit: STORE_REFUSED with one sentence, which names a file of the record’s folder as it is
 * called there; anything else as it is.
 */
export function asFolderRefusal(error: unknown, folder: string): unknown {
  const failed = error instanceof StoreError ? error.cause : error;
  const why = whyOf(failed);
  if (why === undefined) return error;
  // One that came from another thread is no native error.
  const { path, code, message } = failed as NodeJS.ErrnoException;
  const named = path === undefined ? '' : `${nameIn(folder, path)}: `;
  const because = code?.startsWith('ERR_') === true ? message : code;
  return Object.assign(refuseToOpen(`${named}${why} (${because}).`), { cause: error });
}

function whyOf(failed: unknown): string | undefined {
  if (isNoRoom(failed)) return FULL;
  if (typeof failed !== 'object' || failed === null) return undefined;
  if ('errcode' in failed) return BY_SQLITE[Number(failed.errcode) & 0xff];
  return 'code' in failed ? BY_SYSTEM[String(failed.code)] : undefined;
}

function nameIn(folder: string, path: string): string {
  const name = relative(resolve(folder), resolve(path));
  if (name === '') return 'FHR_DATA';
  return name.startsWith('..') || isAbsolute(name) ? path : `FHR_DATA: ${name}`;
}
