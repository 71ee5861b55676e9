import { isNativeError } from 'node:util/types';
import { Rejected } from '#libs/contracts';

/** The kind of failure, never what stands in an event. */
export function reasonOf(error: unknown): string {
  if (error instanceof Rejected) return error.code;
  if (!isNativeError(error)) return typeof error;
  return 'errstr' in error ? String(error.errstr) : error.name;
}
