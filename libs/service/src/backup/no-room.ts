import { StoreError } from '#libs/event-store';

const CODES: readonly unknown[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];
/**
 * https://sqlite.org/rescode.html: SQLITE_FULL; SQLITE_IOERR_WRITE, where a quota or a limit is met; SQLITE_IOERR_SHMSIZE, where
 * there is no room for what is shared of a log.
 */
const SQLITE_CODES: readonly unknown[] = [13, 778, 4874];

/** Whether what failed, or what made it fail, is that a disk is full, or takes no more. */
export function isNoRoom(error: unknown): boolean {
  if (error instanceof StoreError) return isNoRoom(error.cause);
  if (typeof error !== 'object' || error === null) return false;
  return (
    ('errcode' in error && SQLITE_CODES.includes(error.errcode)) ||
    ('code' in error && CODES.includes(error.code))
  );
}
