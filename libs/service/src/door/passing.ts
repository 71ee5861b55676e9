import { Rejected, type RefusalCode } from '#libs/contracts';

const PASSING: ReadonlySet<RefusalCode> = new Set([
  'STORE_UNAVAILABLE',
  'KEY_SERVICE_UNAVAILABLE',
  'OUTCOME_UNKNOWN',
  'STALE',
  'PENDING',
]);

/** Whether a refusal is temporary: the same order, sent again with the same ids, will be answered later. */
export function isPassing(error: unknown): error is Rejected {
  return error instanceof Rejected && PASSING.has(error.code);
}

const GONE: ReadonlySet<RefusalCode> = new Set(['NOT_FOUND', 'SUBJECT_ERASED']);

/** Whether an order was refused because what it is about is not there, or was erased: a note then has nothing left to do. */
export function isGone(error: unknown): error is Rejected {
  return error instanceof Rejected && GONE.has(error.code);
}
