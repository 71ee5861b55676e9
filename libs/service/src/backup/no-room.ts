import { StoreError } from '#libs/event-store';

const CODES: readonly unknown[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];
/** https://sqlite.org/rescode.html: SQLITE_FULL. */
const SQLITE_FULL = 13;

/** Whether what failed, or what made it fail, is that a disk is full. */
export function isNoRoom(error: unknown): boolean {
  if (error instanceof StoreError) return isNoRoom(error.cause);
  if (typeof error !== 'object' || error === null) return false;
  const isFull = 'errcode' in error && error.errcode === SQLITE_FULL;
  return isFull || ('code' in error && CODES.includes(error.code));
}
